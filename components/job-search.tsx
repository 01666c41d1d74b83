'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react';
import { type JobFilter, readTyped, setWithin, toggleType } from './job-filter';
import { typeTitle } from './job-text';
import { useMessages } from './messages';
import { type Suggestion, Suggestions, suggest, takeSuggestion } from './search-suggestions';

/** Typing rests this long before it is looked for. */
export const TYPING_REST_MS = 250;

interface JobSearchProps {
  filter: JobFilter;
  inputRef?: Ref<HTMLInputElement>;
  /** `typing`: one of many changes in a row, which need no place in the history. */
  onChange: (filter: JobFilter, how: 'choice' | 'typing') => void;
}

/** Words to look for, and chips for what narrows the list; `status:`, `type:` and `created:` may be typed. */
export function JobSearch({ filter, inputRef, onChange }: JobSearchProps) {
  const texts = useMessages();
  const { jobList, typeTitles } = texts;
  const { text, write, send } = useTyped(filter.q);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  const commit = (typed: string, how: 'choice' | 'typing') => {
    clearTimeout(typing.current);
    const read = readTyped(filter, typed, Object.keys(typeTitles));
    const next = { ...read.filter, q: read.text };
    if (read.filter !== filter) write(read.text);
    send(next.q);
    onChange(next, read.filter === filter ? how : 'choice');
  };
  const type = (typed: string) => {
    write(typed);
    clearTimeout(typing.current);
    // A token is finished by its space; until then it is a word being typed.
    if (/(^|\s)(status|type|created):\S+\s$/i.test(typed)) commit(typed, 'choice');
    else if (!/(^|\s)(status|type|created):\S*$/i.test(typed)) {
      typing.current = setTimeout(() => commit(typed, 'typing'), TYPING_REST_MS);
    }
  };
  const list = useSuggestions(suggest(texts, text), (item) => type(takeSuggestion(text, item)));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || list.onKey(event)) return;
    if (event.key === 'Enter') commit(text, 'choice');
    else if (event.key === 'Backspace' && text === '') {
      const without = withoutLast(filter);
      if (without) onChange(without, 'choice');
    }
  };
  return (
    <search className="tokens">
      <Chips filter={filter} onChange={onChange} />
      <input
        {...list.field}
        ref={inputRef}
        type="search"
        autoComplete="off"
        aria-label={jobList.search}
        placeholder={jobList.searchHint}
        value={text}
        maxLength={200}
        onChange={(event) => {
          list.show();
          type(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {list.open && <Suggestions label={jobList.tokens.list} {...list.list} />}
    </search>
  );
}

/** Which suggestion is chosen, and whether they are shown: from the focus on, until Escape or a choice. */
function useSuggestions(items: readonly Suggestion[], take: (item: Suggestion) => void) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [at, setAt] = useState(-1);
  const open = shown && items.length > 0;
  const chosen = Math.min(at, items.length - 1);
  const onTake = (item: Suggestion) => {
    take(item);
    setAt(-1);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = items[chosen];
    if (step !== undefined && items.length > 0) {
      setShown(true);
      setAt((chosen + step + (chosen === -1 && step === -1 ? 1 : 0) + items.length) % items.length);
    } else if (open && event.key === 'Escape') setShown(false);
    else if (open && event.key === 'Enter' && item) onTake(item);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    open,
    onKey,
    show: () => {
      setShown(true);
      setAt(-1);
    },
    field: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': open,
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': open && chosen >= 0 ? `${id}-${chosen}` : undefined,
      onFocus: () => setShown(true),
      onBlur: () => setShown(false),
    },
    list: { id, items, at: chosen, onTake },
  } as const;
}

/** The filter without its last chip; null where it has none. */
function withoutLast(filter: JobFilter): JobFilter | null {
  const last = filter.type.at(-1);
  if (filter.within !== undefined) return setWithin(filter, null);
  return last === undefined ? null : toggleType(filter, last);
}

function Chips({ filter, onChange }: Pick<JobSearchProps, 'filter' | 'onChange'>) {
  const texts = useMessages();
  const { jobList } = texts;
  const { within } = filter;
  return (
    <>
      {filter.type.map((one) => (
        <Chip
          key={one}
          name={jobList.type}
          text={typeTitle(texts, one)}
          onRemove={() => onChange(toggleType(filter, one), 'choice')}
        />
      ))}
      {within !== undefined && (
        <Chip
          name={jobList.tokens.name}
          text={jobList.tokens.age(within)}
          onRemove={() => onChange(setWithin(filter, null), 'choice')}
        />
      )}
    </>
  );
}

function Chip({ name, text, onRemove }: { name: string; text: string; onRemove: () => void }) {
  const { jobList } = useMessages();
  return (
    <span className="chip">
      <span className="muted">{name}</span> {text}
      <button type="button" aria-label={jobList.searchRemove(text)} onClick={onRemove}>
        <X className="i" aria-hidden="true" />
      </button>
    </span>
  );
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
