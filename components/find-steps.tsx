import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMessages } from './messages';
import { Button } from './ui/button';

/** Goes from one place that a search has found to its neighbours. */
export function FindSteps({ onStep }: { onStep: (by: 1 | -1) => void }) {
  const { logs } = useMessages().job;
  return (
    <>
      <Button variant="ghost" size="sm" icon aria-label={logs.previous} onClick={() => onStep(-1)}>
        <ChevronUp className="i" aria-hidden="true" />
      </Button>
      <Button variant="ghost" size="sm" icon aria-label={logs.next} onClick={() => onStep(1)}>
        <ChevronDown className="i" aria-hidden="true" />
      </Button>
    </>
  );
}
