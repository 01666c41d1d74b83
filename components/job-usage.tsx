'use client';

import type { JobUsage } from '#contracts/usage';
import { useMessages } from './messages';

interface UsageFactProps {
  /** Null where it could not be read. */
  usage: JobUsage | null;
}

/** What a job used of AI, as one more fact of its overview; nothing where it used none. */
export function UsageFact({ usage }: UsageFactProps) {
  const { usage: words } = useMessages();
  if (usage !== null && usage.lines.length === 0) return null;
  const text = () => {
    if (usage === null) return words.failed;
    return usage.calls === 0 ? words.builtIn : words.provider(usage);
  };
  return (
    <div className="fact">
      <dt>{words.title}</dt>
      <dd>{text()}</dd>
    </div>
  );
}
