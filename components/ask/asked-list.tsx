'use client';

import { CornerDownRight } from 'lucide-react';
import { useId } from 'react';
import type { AskedQuestion } from '#contracts/ask-answer';
import { useMessages } from '../messages';
import { Link } from '../ui/link';

interface AskedListProps {
  asked: readonly AskedQuestion[];
  hrefOf: (jobId: string) => string;
}

/** What this person has asked before; nothing where it is nothing. */
export function AskedList({ asked, hrefOf }: AskedListProps) {
  const { ask } = useMessages();
  const id = useId();
  if (asked.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="label">
        {ask.asked}
      </h2>
      <ul className="asked">
        {asked.map(({ jobId, question }) => (
          <li key={jobId}>
            <Link href={hrefOf(jobId)}>
              <CornerDownRight className="i mirror" aria-hidden="true" />
              <span dir="auto">{question}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
