'use client';

import { LogOut, User } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMessages } from './messages';

interface AccountMenuProps {
  name: string;
  /** Not shown for a guest, whose address is made up by the server. */
  email: string;
  isGuest: boolean;
  /** True while the sign-out is on its way. */
  leaving: boolean;
  onSignOut: () => void;
}

/** Who is signed in, and the way out. */
export function AccountMenu({ name, email, isGuest, leaving, onSignOut }: AccountMenuProps) {
  const { shell } = useMessages();
  const shown = isGuest ? shell.guest : name || email;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button className="avatar" type="button" aria-label={shell.account(shown)}>
          {isGuest ? <User className="i" aria-hidden="true" /> : initialsOf(shown)}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          aria-label={shell.account(shown)}
        >
          <div className="menu-head">
            <p className="strong">
              <bdi>{shown}</bdi>
            </p>
            <p className="xs muted">
              <bdi>{isGuest ? shell.guestHint : email}</bdi>
            </p>
          </div>
          <button
            className="menu-item"
            type="button"
            aria-disabled={leaving || undefined}
            onClick={leaving ? undefined : onSignOut}
          >
            <LogOut className="i mirror" aria-hidden="true" />
            {leaving ? shell.signingOut : shell.signOut}
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** First letters of the first two words; of an address, those before the @. */
const initialsOf = (name: string): string =>
  (name.split('@')[0] ?? name)
    .split(/[\s._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? '')
    .join('');
