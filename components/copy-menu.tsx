'use client';

import { Code } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { copyText } from './copy-button';
import { useMessages } from './messages';
import { Menu } from './ui/menu';

const SAID_MS = 2_000;

interface CopyMenuProps {
  label: string;
  /** What can be copied, by its name; the text is made when it is asked for. */
  items: readonly (readonly [name: string, text: () => string])[];
}

/** One thing in several forms, to be copied. */
export function CopyMenu({ label, items }: CopyMenuProps) {
  const { job } = useMessages();
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (text: () => string) => {
    const done = await copyText(text());
    setSaid(done ? 'copied' : 'notCopied');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(null), SAID_MS);
  };
  const word = said === null ? '' : job[said];
  return (
    <>
      <Menu
        variant="ghost"
        items={items.map(([name, text]) => ({
          key: name,
          label: name,
          onSelect: () => void copy(text),
        }))}
      >
        <Code className="i" aria-hidden="true" />
        {word || label}
      </Menu>
      <span className="sr" role="status">
        {word}
      </span>
    </>
  );
}
