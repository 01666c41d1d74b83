import { useMessages } from '../messages';
import { Link } from '../ui/link';

/** Pages of the operators; `board` is no page of ours. */
export type OperatePlace =
  | 'overview'
  | 'schedules'
  | 'languages'
  | 'sources'
  | 'alerts'
  | 'audit'
  | 'board';

interface OperateNavProps {
  current: OperatePlace | null;
  /** Places of this installation that the reader may see, in order. */
  places: readonly { readonly place: OperatePlace; readonly href: string }[];
}

/** From one of the operators' pages to the others. */
export function OperateNav({ current, places }: OperateNavProps) {
  const { nav } = useMessages().admin;
  return (
    <nav className="subnav" aria-label={nav.label}>
      {places.map(({ place, href }) =>
        place === 'board' ? (
          // A full load: what answers there is not one of our pages.
          <a key={place} href={href}>
            {nav.places[place]}
          </a>
        ) : (
          <Link key={place} href={href} aria-current={place === current ? 'page' : undefined}>
            {nav.places[place]}
          </Link>
        ),
      )}
    </nav>
  );
}
