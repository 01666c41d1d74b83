'use client';

import type { LucideIcon } from 'lucide-react';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Lockup } from './lockup';
import { useMessages } from './messages';
import { Link } from './ui/link';

export interface NavLink {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Whether the page at hand is this one or below it. */
  current: boolean;
}

interface AppHeaderProps {
  links: readonly NavLink[];
  /** The header's lower edge. */
  wire: ReactNode;
  /** What stands at the header's end: connection, bell, theme, account. */
  children: ReactNode;
  onOpenCommand: () => void;
}

/** The shell's upper part, on every page: skip link, name, navigation, tools and the wire. */
export function AppHeader({ links, wire, children, onOpenCommand }: AppHeaderProps) {
  const { shell } = useMessages();
  return (
    <>
      <a className="skip" href="#main">
        {shell.skip}
      </a>
      <header className="header">
        <div className="header-in">
          <Link className="lockup" href="/" aria-label={shell.home}>
            <Lockup />
          </Link>
          <nav className="nav" aria-label={shell.navMain}>
            {links.map(({ href, label, current }) => (
              <Link key={href} href={href} aria-current={current ? 'page' : undefined}>
                {label}
              </Link>
            ))}
          </nav>
          <div className="tools">
            <button
              className="searchbtn"
              type="button"
              aria-keyshortcuts="Control+K Meta+K"
              onClick={onOpenCommand}
            >
              <Search className="i" aria-hidden="true" />
              <span>{shell.commandOpen}</span>
              <kbd>{shell.commandKey}</kbd>
            </button>
            {children}
          </div>
        </div>
        {wire}
      </header>
    </>
  );
}

/** The same places at the thumb's end of a small screen. */
export function TabBar({ links }: { links: readonly NavLink[] }) {
  const { shell } = useMessages();
  return (
    <nav className="tabbar" aria-label={shell.navSmall}>
      {links.map(({ href, label, icon: Icon, current }) => (
        <Link key={href} href={href} aria-current={current ? 'page' : undefined}>
          <Icon className="i" aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
