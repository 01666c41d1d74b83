import { useMessages } from '../messages';

/** More are not drawn one by one. */
const MAX_DRAWN = 10;

interface SlotsProps {
  used: number;
  /** Null: without a limit of its own. */
  total: number | null;
}

/** Places that jobs can run in, taken and free; the words beside say the same. */
export function Slots({ used, total }: SlotsProps) {
  const { admin, time } = useMessages();
  const drawn = total !== null && total <= MAX_DRAWN ? total : 0;
  return (
    <span className="slotcell">
      {drawn > 0 && (
        <span className="slots" aria-hidden="true">
          {Array.from({ length: drawn }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
            <i key={index} className={index < used ? 'on' : undefined} />
          ))}
        </span>
      )}
      <bdi>{total === null ? time.count(used) : admin.slots(used, total)}</bdi>
    </span>
  );
}
