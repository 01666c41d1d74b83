'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMessages } from './messages';
import { Button, TextButton } from './ui/button';

/** How long the button says what came of it. */
const SAID_MS = 2_000;

interface CopyButtonProps {
  /** Made when it is asked for: it may be long. */
  text: () => string;
  /** Name of an icon button; for the others their text is the name. */
  label?: string;
  icon?: boolean;
  /** As a text action instead of a button. */
  inline?: boolean;
  children: ReactNode;
}

/** Copies a text and says whether it did. */
export function CopyButton({
  text,
  label,
  icon = false,
  inline = false,
  children,
}: CopyButtonProps) {
  const { job } = useMessages();
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const done = await copyText(text());
    setSaid(done ? 'copied' : 'notCopied');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(null), SAID_MS);
  };
  const word = said === null ? '' : job[said];
  const spoken = (
    <span className="sr" role="status">
      {word}
    </span>
  );
  if (inline) {
    return (
      <>
        <TextButton onClick={copy}>{word || children}</TextButton>
        {spoken}
      </>
    );
  }
  return (
    <>
      <Button
        variant="ghost"
        size={icon ? 'sm' : 'md'}
        icon={icon}
        aria-label={label}
        title={word || label}
        onClick={copy}
      >
        {icon || word === '' ? children : word}
      </Button>
      {spoken}
    </>
  );
}

/** The clipboard does not exist on plain http; a selected field and the old command still do. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.style.position = 'fixed';
    field.style.opacity = '0';
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    try {
      return document.execCommand('copy');
    } catch {
      return false;
    } finally {
      field.remove();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    }
  }
}
