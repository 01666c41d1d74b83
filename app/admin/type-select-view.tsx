'use client';

import { useMessages } from '#components/messages';

interface TypeSelectProps {
  /** Empty: all. */
  type: string;
  onChange: (type: string) => void;
}

/** Narrows the figures to one job type. */
export function TypeSelect({ type, onChange }: TypeSelectProps) {
  const { admin, typeTitles } = useMessages();
  return (
    <select
      className="input typeselect"
      aria-label={admin.type}
      value={type}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{admin.anyType}</option>
      {Object.entries(typeTitles).map(([one, title]) => (
        <option key={one} value={one}>
          {title}
        </option>
      ))}
    </select>
  );
}
