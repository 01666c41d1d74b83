/** The mark: a line that is drawn, bent into a J, ending in the node where the job lands. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path
        d="M3.5 3H12v6.75a3.5 3.5 0 0 1-7 0V9"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx="5" cy="8.75" r="2" fill="currentColor" />
    </svg>
  );
}

/** Mark and name. The name is the product's and is not translated. */
export function Lockup() {
  return (
    <>
      <Mark />
      <span>Jobwire</span>
    </>
  );
}
