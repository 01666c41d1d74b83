'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { CopyButton } from './copy-button';
import { useMessages } from './messages';
import { Button } from './ui/button';

interface JsonFindProps {
  typed: string;
  /** Which of the places that were found it stands at, from 1. */
  at: number;
  found: number;
  onWords: (words: string) => void;
  onStep: (by: 1 | -1) => void;
}

/** Search through a tree's keys and values. */
export function JsonFind({ typed, at, found, onWords, onStep }: JsonFindProps) {
  const { json, logs } = useMessages().job;
  const looking = typed.trim() !== '';
  return (
    <search className="jsontools" dir="auto">
      <input
        className="input"
        type="search"
        aria-label={json.search}
        placeholder={json.search}
        value={typed}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }}
      />
      <span className="xs muted" role="status">
        {looking && <bdi>{json.place(at, found)}</bdi>}
      </span>
      {looking && found > 1 && (
        <>
          <Button
            variant="ghost"
            size="sm"
            icon
            aria-label={logs.previous}
            onClick={() => onStep(-1)}
          >
            <ChevronUp className="i" aria-hidden="true" />
          </Button>
          <Button variant="ghost" size="sm" icon aria-label={logs.next} onClick={() => onStep(1)}>
            <ChevronDown className="i" aria-hidden="true" />
          </Button>
        </>
      )}
    </search>
  );
}

/** Where the value stands that has the focus, to take along. */
export function JsonPathBar({ path }: { path: string }) {
  const { json } = useMessages().job;
  return (
    <figcaption className="jsonpath">
      <span className="sr">{json.path}</span>
      <bdi className="clip" title={path}>
        {path}
      </bdi>
      <CopyButton inline text={() => path}>
        {json.copyPath}
      </CopyButton>
    </figcaption>
  );
}
