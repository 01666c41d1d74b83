'use client';

import { CopyButton } from './copy-button';
import { FindInput } from './find-input';
import { FindSteps } from './find-steps';
import { useMessages } from './messages';

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
  const { json } = useMessages().job;
  const looking = typed.trim() !== '';
  return (
    <search className="jsontools" dir="auto">
      <FindInput label={json.search} words={typed} onWords={onWords} onStep={onStep} />
      <span className="xs muted" role="status">
        {looking && <bdi>{json.place(at, found)}</bdi>}
      </span>
      {looking && found > 1 && <FindSteps onStep={onStep} />}
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
