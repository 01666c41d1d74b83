'use client';

import { useMessages } from '../messages';
import { Panel } from '../ui/panel';

interface AccountFactsProps {
  name: string;
  /** Not shown for a guest, whose address is made up by the server. */
  email: string;
  role: string;
  isGuest: boolean;
}

/** Who is signed in. */
export function AccountFacts({ name, email, role, isGuest }: AccountFactsProps) {
  const { account } = useMessages();
  const { who } = account;
  if (isGuest) {
    return (
      <Panel title={who.title}>
        <p className="note">{who.guest}</p>
      </Panel>
    );
  }
  return (
    <Panel title={who.title}>
      <dl className="accountfacts">
        <div>
          <dt>{who.name}</dt>
          <dd>
            <bdi>{name}</bdi>
          </dd>
        </div>
        <div>
          <dt>{who.email}</dt>
          <dd>
            <bdi>{email}</bdi>
          </dd>
        </div>
        <div>
          <dt>{who.role}</dt>
          <dd className="mono">{role}</dd>
        </div>
      </dl>
    </Panel>
  );
}
