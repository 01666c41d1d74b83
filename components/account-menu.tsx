'use client';

import { LogOut, User } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Locale } from '#contracts/messages/locales';
import { LanguageSwitch } from './language-switch';
import { useMessages } from './messages';
import { Popover } from './ui/popover';

interface AccountMenuProps {
  name: string;
  /** Not shown for a guest, whose address is made up by the server. */
  email: string;
  isGuest: boolean;
  /** True while the sign-out is on its way. */
  leaving: boolean;
  onSignOut: () => void;
  onLanguage: (locale: Locale) => void;
  /** More to choose from, above the way out. */
  children?: ReactNode;
}

/** Who is signed in, their language, and the way out. */
export function AccountMenu({
  name,
  email,
  isGuest,
  leaving,
  onSignOut,
  onLanguage,
  children,
}: AccountMenuProps) {
  const { shell } = useMessages();
  const shown = isGuest ? shell.guest : name || email;
  return (
    <Popover
      label={shell.account(shown)}
      className="menu"
      button={(trigger) => (
        <button {...trigger} className="avatar" type="button" aria-label={shell.account(shown)}>
          {isGuest ? <User className="i" aria-hidden="true" /> : initialsOf(shown)}
        </button>
      )}
    >
      {() => (
        <>
          <div className="menu-head">
            <p className="strong">
              <bdi>{shown}</bdi>
            </p>
            <p className="xs muted">
              <bdi>{isGuest ? shell.guestHint : email}</bdi>
            </p>
          </div>
          <LanguageSwitch onChange={onLanguage} />
          {children}
          <button
            className="menu-item"
            type="button"
            aria-disabled={leaving || undefined}
            onClick={leaving ? undefined : onSignOut}
          >
            <LogOut className="i mirror" aria-hidden="true" />
            {leaving ? shell.signingOut : shell.signOut}
          </button>
        </>
      )}
    </Popover>
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
