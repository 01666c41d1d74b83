'use client';

import { X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useMessages } from '../messages';

interface TagInputProps {
  id: string;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  onBlur?: () => void;
  /** Offered while typing; anything else is welcome too. */
  suggestions?: readonly (string | number)[];
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
}

const SEPARATORS = /[,;\n\t]+/;

/** Words as chips: Enter or a comma adds, Backspace in the empty field takes the last one away, a pasted list is split. */
export function TagInput({
  id,
  tags,
  onChange,
  onBlur,
  suggestions = [],
  ...described
}: TagInputProps) {
  const { studio } = useMessages();
  const [draft, setDraft] = useState('');
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);

  const add = (text: string): boolean => {
    const fresh = newTags(tags, text);
    setDraft('');
    if (fresh.length === 0) return false;
    onChange([...tags, ...fresh]);
    setSaid(studio.tags.added(fresh.join(', ')));
    return true;
  };
  const remove = (tag: string) => {
    onChange(tags.filter((other) => other !== tag));
    setSaid(studio.tags.removed(tag));
    field.current?.focus();
  };
  const pressKey = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that ends an input method's composition is not ours.
    if (event.nativeEvent.isComposing) return;
    const last = tags.at(-1);
    if (event.key === 'Enter' && draft.trim() !== '') {
      event.preventDefault();
      add(draft);
    } else if (event.key === 'Backspace' && draft === '' && last !== undefined) {
      remove(last);
    }
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text');
    if (!SEPARATORS.test(text)) return;
    event.preventDefault();
    add(draft + text);
  };

  return (
    <div className="tokens" data-invalid={described['aria-invalid'] ? '' : undefined}>
      {tags.map((tag) => (
        <span className="chip" key={tag}>
          <bdi>{tag}</bdi>
          <button type="button" aria-label={studio.tags.remove(tag)} onClick={() => remove(tag)}>
            <X className="i" aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        ref={field}
        id={id}
        value={draft}
        dir="auto"
        autoComplete="off"
        enterKeyHint="enter"
        placeholder={studio.tags.placeholder}
        list={suggestions.length > 0 ? `${id}-suggestions` : undefined}
        onChange={({ target }) =>
          SEPARATORS.test(target.value) ? add(target.value) : setDraft(target.value)
        }
        onKeyDown={pressKey}
        onPaste={paste}
        onBlur={() => {
          // What was added just now is not in `tags` yet: nobody should judge them.
          if (!add(draft)) onBlur?.();
        }}
        {...described}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-suggestions`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <span className="sr" role="status">
        {said}
      </span>
    </div>
  );
}

/** The words of a text that are not there yet, each once, whatever their case. */
function newTags(tags: readonly string[], text: string): string[] {
  const known = new Set(tags.map((tag) => tag.toLocaleLowerCase()));
  return text.split(SEPARATORS).flatMap((part) => {
    const tag = part.trim();
    const key = tag.toLocaleLowerCase();
    if (tag === '' || known.has(key)) return [];
    known.add(key);
    return [tag];
  });
}
