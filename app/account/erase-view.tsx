'use client';

import { useState } from 'react';
import { EraseDialog } from '#components/account/erase-dialog';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import { useJobsClient } from '#hooks/jobs-provider';
import { erase } from './account-api';

interface EraseViewProps {
  /** What has to be typed. */
  wanted: string;
  isGuest: boolean;
}

/** Erases everything of the account, once its name has been typed; this browser forgets its jobs with it. */
export function EraseView({ wanted, isGuest }: EraseViewProps) {
  const { account } = useMessages();
  const client = useJobsClient();
  const [asking, setAsking] = useState(false);
  const onErase = async (typed: string): Promise<string | null> => {
    try {
      await erase(typed);
    } catch {
      return account.failed;
    }
    client.logout();
    // A full load: the server has to draw the next page without the user.
    location.assign('/sign-in');
    return null;
  };
  return (
    <Panel title={account.erase.title} className="erasepanel">
      <p className="note">{account.erase.text}</p>
      <div className="cluster">
        <Button variant="danger" onClick={() => setAsking(true)}>
          {account.erase.start}
        </Button>
      </div>
      {asking && (
        <EraseDialog
          wanted={wanted}
          isGuest={isGuest}
          onErase={onErase}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}
