'use client';

import { DialogLayer } from './confirm-dialog';
import { useMessages } from './messages';
import { Button, TextButton } from './ui/button';

interface ShortcutSheetProps {
  open: boolean;
  /** Whether single keys do anything. */
  enabled: boolean;
  onOpen: () => void;
  onClose: () => void;
  onEnable: (enabled: boolean) => void;
}

/** The keys of the list, and the switch that turns them off. */
export function ShortcutSheet({ open, enabled, onOpen, onClose, onEnable }: ShortcutSheetProps) {
  const { shortcuts } = useMessages().jobList;
  return (
    <>
      <p className="keyhint xs hide-sm">
        <TextButton onClick={onOpen}>
          {shortcuts.hint} <kbd>?</kbd>
        </TextButton>
      </p>
      {open && (
        <DialogLayer title={shortcuts.title} onClose={onClose}>
          <Keys />
          <label className="checkline">
            <input
              className="check"
              type="checkbox"
              checked={enabled}
              onChange={(event) => onEnable(event.target.checked)}
            />
            {shortcuts.on}
          </label>
          <div className="cluster">
            <Button variant="outline" onClick={onClose}>
              {shortcuts.close}
            </Button>
          </div>
        </DialogLayer>
      )}
    </>
  );
}

function Keys() {
  const { shortcuts } = useMessages().jobList;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['J', 'K'], shortcuts.rows],
    [['↵'], shortcuts.open],
    [['␣'], shortcuts.peek],
    [['X', '⇧ X'], shortcuts.select],
    [['C', 'R'], shortcuts.cancel],
    [['1', '8'], shortcuts.states],
    [['/'], shortcuts.search],
    [['L'], shortcuts.live],
    [['Esc'], shortcuts.clear],
    [['G J', 'G S'], shortcuts.go],
    [['?'], shortcuts.sheet],
  ];
  return (
    <dl className="keys">
      {rows.map(([keys, text]) => (
        <div key={text}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
