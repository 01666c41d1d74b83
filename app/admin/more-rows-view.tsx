'use client';

import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';

interface MoreRowsProps {
  more: boolean;
  waiting: boolean;
  problem: string;
  load: () => void;
}

/** The way to the next page of a list. */
export function MoreRows({ more, waiting, problem, load }: MoreRowsProps) {
  const { audit } = useMessages().admin;
  if (!more) return null;
  return (
    <p className="cluster morerows">
      <Button variant="outline" waiting={waiting} onClick={load}>
        {audit.more}
      </Button>
      <span className="xs" role="status">
        {problem}
      </span>
    </p>
  );
}
