'use client';

import { useId, useState } from 'react';
import type { Zone } from '../charts/clock';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Popover } from '../ui/popover';
import { lengthOf, ranges, type Stretch } from './stretch';

interface RangePickerProps {
  stretch: Stretch;
  zone: Zone;
  onChange: (stretch: Stretch) => void;
  onZone: (zone: Zone) => void;
}

/** Which stretch of time the page speaks of, and by whose clock. */
export function RangePicker({ stretch, zone, onChange, onZone }: RangePickerProps) {
  const { range: words } = useMessages().admin;
  const chosen = 'range' in stretch ? stretch.range : null;
  return (
    <div className="rangepicker">
      <fieldset className="seg" aria-label={words.label}>
        {ranges.map((range) => (
          <button
            key={range}
            type="button"
            aria-pressed={range === chosen}
            onClick={() => onChange({ range })}
          >
            {words.presets[range]}
          </button>
        ))}
        <Popover
          label={words.customTitle}
          className="menu rangelayer"
          button={(trigger) => (
            <button {...trigger} type="button" aria-pressed={chosen === null}>
              {words.custom}
            </button>
          )}
        >
          {(close) => (
            <CustomRange
              stretch={stretch}
              zone={zone}
              onChange={(next) => {
                onChange(next);
                close();
              }}
            />
          )}
        </Popover>
      </fieldset>
      <fieldset className="seg" aria-label={words.zone}>
        {(['local', 'utc'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={one === zone} onClick={() => onZone(one)}>
            {words.zones[one]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

const MINUTE_MS = 60_000;

/** What the browser's own field for a date and time holds: no zone, to the minute. */
const fieldOf = (ms: number, zone: Zone): string => {
  const offsetMs = zone === 'utc' ? 0 : new Date(ms).getTimezoneOffset() * MINUTE_MS;
  return new Date(ms - offsetMs).toISOString().slice(0, 16);
};
const msOf = (field: string, zone: Zone): number =>
  Date.parse(zone === 'utc' ? `${field}:00Z` : `${field}:00`);

type CustomRangeProps = Pick<RangePickerProps, 'stretch' | 'zone' | 'onChange'>;

function CustomRange({ stretch, zone, onChange }: CustomRangeProps) {
  const { range: words } = useMessages().admin;
  const id = useId();
  const [start] = useState(() =>
    'from' in stretch
      ? { from: Date.parse(stretch.from), to: Date.parse(stretch.to) }
      : { from: Date.now() - lengthOf(stretch), to: Date.now() },
  );
  const [from, setFrom] = useState(() => fieldOf(start.from, zone));
  const [to, setTo] = useState(() => fieldOf(start.to, zone));
  const [problem, setProblem] = useState<string | undefined>();
  const submit = () => {
    const [fromMs, toMs] = [msOf(from, zone), msOf(to, zone)];
    if (!(fromMs < toMs)) return setProblem(words.wrong);
    onChange({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() });
  };
  return (
    <Form className="rangeform" onSubmit={submit} noValidate>
      <Field id={`${id}-from`} label={words.from} hint={words.zoneHint[zone]}>
        <input
          className="input"
          id={`${id}-from`}
          type="datetime-local"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
      </Field>
      <Field id={`${id}-to`} label={words.to} error={problem}>
        <input
          className="input"
          id={`${id}-to`}
          type="datetime-local"
          value={to}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-to-error` : undefined}
          onChange={({ target }) => setTo(target.value)}
        />
      </Field>
      <Button type="submit" size="sm">
        {words.apply}
      </Button>
    </Form>
  );
}
