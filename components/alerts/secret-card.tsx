'use client';

import { Copy, KeyRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../copy-button';
import { useMessages } from '../messages';
import { Button } from '../ui/button';

interface SecretCardProps {
  secret: string;
  onDone: () => void;
}

/** A signing secret, this once. */
export function SecretCard({ secret, onDone }: SecretCardProps) {
  const { alerts } = useMessages();
  const { secret: words } = alerts;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="secretcard">
      <h3 ref={heading} tabIndex={-1}>
        <KeyRound className="i" aria-hidden="true" />
        {words.title}
      </h3>
      <p className="note">{words.text}</p>
      <div className="secret" dir="ltr">
        <code>{secret}</code>
        <CopyButton text={() => secret} label={words.copy} icon>
          <Copy className="i" aria-hidden="true" />
        </CopyButton>
      </div>
      <div className="cluster">
        <Button size="sm" variant="outline" onClick={onDone}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}
