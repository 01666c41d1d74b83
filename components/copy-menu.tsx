'use client';

import { Code } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { copyText } from './copy-button';
import { useMessages } from './messages';
import { Button } from './ui/button';

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
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button variant="ghost">
            <Code className="i" aria-hidden="true" />
            {word || label}
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            {items.map(([name, text]) => (
              <DropdownMenu.Item key={name} className="menu-item" onSelect={() => void copy(text)}>
                {name}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <span className="sr" role="status">
        {word}
      </span>
    </>
  );
}
