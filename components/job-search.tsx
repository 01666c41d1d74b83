'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react';
import { type JobFilter, readTyped, toggleType } from './job-filter';
import { typeTitle } from './job-text';
import { useMessages } from './messages';

/** Typing rests this long before it is looked for. */
export const TYPING_REST_MS = 250;

interface JobSearchProps {
  filter: JobFilter;
  inputRef?: Ref<HTMLInputElement>;
  /** `typing`: one of many changes in a row, which need no place in the history. */
  onChange: (filter: JobFilter, how: 'choice' | 'typing') => void;
}

/** Words to look for, and chips for the types; `status:` and `type:` may be typed. */
export function JobSearch({ filter, inputRef, onChange }: JobSearchProps) {
  const { jobList } = useMessages();
  const { text, write, send } = useTyped(filter.q);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  const commit = (typed: string, how: 'choice' | 'typing') => {
    clearTimeout(typing.current);
    const read = readTyped(filter, typed);
    const next = { ...read.filter, q: read.text };
    if (read.filter !== filter) write(read.text);
    send(next.q);
    onChange(next, read.filter === filter ? how : 'choice');
  };
  const type = (typed: string) => {
    write(typed);
    clearTimeout(typing.current);
    // A token is finished by its space; until then it is a word being typed.
    if (/(^|\s)(status|type):\S+\s$/i.test(typed)) commit(typed, 'choice');
    else typing.current = setTimeout(() => commit(typed, 'typing'), TYPING_REST_MS);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const last = filter.type.at(-1);
    if (event.key === 'Enter') commit(text, 'choice');
    else if (event.key === 'Backspace' && text === '' && last) {
      onChange(toggleType(filter, last), 'choice');
    }
  };

  return (
    <search className="tokens">
      <TypeChips filter={filter} onChange={onChange} />
      <input
        ref={inputRef}
        type="search"
        aria-label={jobList.search}
        placeholder={jobList.searchHint}
        value={text}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}

function TypeChips({ filter, onChange }: Pick<JobSearchProps, 'filter' | 'onChange'>) {
  const { jobList } = useMessages();
  return filter.type.map((one) => (
    <span className="chip" key={one}>
      <span className="muted">{jobList.type}</span> {typeTitle(one)}
      <button
        type="button"
        aria-label={jobList.searchRemove(typeTitle(one))}
        onClick={() => onChange(toggleType(filter, one), 'choice')}
      >
        <X className="i" aria-hidden="true" />
      </button>
    </span>
  ));
}

interface Typed {
  readonly text: string;
  /** Words of the address when this was last looked at. */
  readonly seen: string;
  /** Words this field asked for last: their arrival in the address is no news. */
  readonly sent: string;
}

/** What is typed, until the address says something that was not typed here: back, forward, cleared. */
function useTyped(q: string) {
  const [typed, setTyped] = useState<Typed>({ text: q, seen: q, sent: q });
  if (typed.seen !== q) {
    setTyped({ text: q === typed.sent ? typed.text : q, seen: q, sent: q });
  }
  return {
    text: typed.text,
    write: (text: string) => setTyped((before) => ({ ...before, text })),
    send: (sent: string) => setTyped((before) => ({ ...before, sent })),
  };
}
