import { type ReactNode, useId } from 'react';

interface PanelProps {
  title: ReactNode;
  /** Quiet text beside the title. */
  aside?: ReactNode;
  /** What stands at the inline end of the head. */
  tools?: ReactNode;
  /** Without padding, for tables and lists that bring their own. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A ruled section with a head; a region named by its title. */
export function Panel({ title, aside, tools, flush = false, className, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={className ? `panel ${className}` : 'panel'} aria-labelledby={titleId}>
      <div className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {aside && <span className="xs muted">{aside}</span>}
        {tools && <div className="push cluster">{tools}</div>}
      </div>
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  );
}
