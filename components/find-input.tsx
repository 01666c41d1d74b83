interface FindInputProps {
  label: string;
  words: string;
  onWords: (words: string) => void;
  onStep: (by: 1 | -1) => void;
}

/** The field of a search within a pane: Enter goes to the next place, Shift and Enter to the one before. */
export function FindInput({ label, words, onWords, onStep }: FindInputProps) {
  return (
    <input
      className="input"
      type="search"
      aria-label={label}
      placeholder={label}
      value={words}
      onChange={(event) => onWords(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onStep(event.shiftKey ? -1 : 1);
      }}
    />
  );
}
