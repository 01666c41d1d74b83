import { jobStatuses } from '#contracts/job-status';
import type { Texts } from './messages';

/** One way to go on typing. */
export interface Suggestion {
  /** What the word being typed becomes. */
  readonly token: string;
  /** What it means. */
  readonly text: string;
  /** Whether the token is complete: a name still wants its value. */
  readonly whole: boolean;
}

/** Reaches back that are offered; any number of m, h or d can be typed. */
const AGES = ['15m', '1h', '24h', '7d', '30d'];
const MAX_SHOWN = 10;

/** The word the cursor stands in: the last one. */
const lastWord = (typed: string): string => /\S*$/.exec(typed)?.[0] ?? '';

/** What may follow what has been typed: names of filters, and the values of the one that is named. */
export function suggest({ jobList, state, typeTitles }: Texts, typed: string): Suggestion[] {
  const word = lastWord(typed).toLowerCase();
  const { tokens } = jobList;
  const colon = word.indexOf(':');
  if (colon === -1) {
    return (['status', 'type', 'created'] as const)
      .filter((name) => name.startsWith(word))
      .map((name) => ({ token: `${name}:`, text: tokens[name], whole: false }));
  }
  const name = word.slice(0, colon);
  const value = word.slice(colon + 1).replace(/^</, '');
  const values: Record<string, readonly (readonly [string, string])[] | undefined> = {
    status: jobStatuses.map((status) => [status, state.words[status]]),
    type: Object.entries(typeTitles),
    created: AGES.map((age) => [`<${age}`, tokens.age(age)]),
  };
  return (values[name] ?? [])
    .filter(([one, text]) => {
      const wanted = one.replace(/^</, '');
      return wanted.includes(value) || text.toLocaleLowerCase().includes(value);
    })
    .slice(0, MAX_SHOWN)
    .map(([one, text]) => ({ token: `${name}:${one}`, text, whole: true }));
}

/** What was typed with its last word replaced. */
export const takeSuggestion = (typed: string, { token, whole }: Suggestion): string =>
  `${typed.slice(0, typed.length - lastWord(typed).length)}${token}${whole ? ' ' : ''}`;

interface SuggestionsProps {
  id: string;
  label: string;
  items: readonly Suggestion[];
  /** Index of the chosen one, -1 for none. */
  at: number;
  onTake: (item: Suggestion) => void;
}

/** The list under the field. The focus stays in the field, which names the chosen one. */
export function Suggestions({ id, label, items, at, onTake }: SuggestionsProps) {
  return (
    <div className="suggest" role="listbox" id={id} aria-label={label}>
      {items.map((item, index) => (
        <div
          key={item.token}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          data-suggestion={item.token}
          // Before the field loses the focus, which would close the list under the pointer.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(item);
          }}
        >
          <bdi className="mono">{item.token}</bdi> <span className="muted">{item.text}</span>
        </div>
      ))}
    </div>
  );
}
