'use client';

import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { JobType } from '#contracts/jobs/index';
import type { JobFilter } from './job-filter';
import { useMessages } from './messages';
import { Button, TextButton } from './ui/button';

export type Density = 'comfortable' | 'compact';
const densities: readonly Density[] = ['comfortable', 'compact'];

interface DensityToggleProps {
  initial: Density;
  onChange: (density: Density) => void;
}

/** How close rows stand. */
export function DensityToggle({ initial, onChange }: DensityToggleProps) {
  const { jobList } = useMessages();
  const [density, setDensity] = useState(initial);
  return (
    <fieldset className="seg hide-sm" aria-label={jobList.density}>
      {densities.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === density}
          onClick={() => {
            setDensity(one);
            onChange(one);
          }}
        >
          {jobList[one]}
        </button>
      ))}
    </fieldset>
  );
}

interface LiveToggleProps {
  paused: boolean;
  onToggle: () => void;
}

/** Stops and starts the rows' movement. */
export function LiveToggle({ paused, onToggle }: LiveToggleProps) {
  const { jobList } = useMessages();
  const Icon = paused ? Play : Pause;
  return (
    <Button variant="ghost" size="sm" onClick={onToggle} data-live-toggle={paused ? 'off' : 'on'}>
      <Icon className="i" aria-hidden="true" />
      {paused ? jobList.resumeLive : jobList.pauseLive}
    </Button>
  );
}

interface TypeSelectProps {
  filter: JobFilter;
  onChange: (filter: JobFilter) => void;
}

/** Narrows to one type; several can be typed into the search. */
export function TypeSelect({ filter, onChange }: TypeSelectProps) {
  const { jobList, typeTitles } = useMessages();
  const { type } = filter;
  return (
    <select
      className="input"
      aria-label={jobList.typeMenu}
      value={type.length === 1 ? type[0] : ''}
      onChange={({ target }) =>
        onChange({ ...filter, type: target.value === '' ? [] : [target.value as JobType] })
      }
    >
      <option value="">{type.length > 1 ? jobList.types(type.length) : jobList.anyType}</option>
      {Object.entries(typeTitles).map(([one, title]) => (
        <option key={one} value={one}>
          {title}
        </option>
      ))}
    </select>
  );
}

interface NewJobsProps {
  /** Jobs that came since the list was drawn and belong into it. */
  count: number;
  paused: boolean;
  onShow: () => void;
}

/** New rows never push the others away: they wait here until they are asked for. */
export function NewJobs({ count, paused, onShow }: NewJobsProps) {
  const { jobList } = useMessages();
  if (count === 0 && !paused) return null;
  return (
    <div className="newpill">
      {paused && <span className="muted">{jobList.paused}</span>}
      {count > 0 && (
        <TextButton onClick={onShow}>
          <bdi>{jobList.newJobs(count)}</bdi>
        </TextButton>
      )}
    </div>
  );
}
