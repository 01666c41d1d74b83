'use client';

import { useMessages } from '#components/messages';
import { Button, ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { AWAY_DIGEST } from './_lib/away-digest';

interface ErrorPageProps {
  error: Error & { digest?: string };
}

/** A page that broke, or a service that is away. Shows the code under which the server has logged it, and nothing else of it. */
export default function ErrorPage({ error }: ErrorPageProps) {
  const { shell } = useMessages();
  const away = error.digest === AWAY_DIGEST;
  const { title, text } = away ? shell.away : shell.error;
  return (
    <div className="wide-empty">
      <Empty
        kind="cut"
        level={1}
        failed
        title={title}
        actions={
          <>
            {/* What broke on the server comes from the server again only with a new page. */}
            <Button onClick={() => location.reload()}>{shell.error.again}</Button>
            <ButtonLink variant="outline" href="/">
              {shell.error.studio}
            </ButtonLink>
          </>
        }
      >
        <p className="note">{text}</p>
        {error.digest && !away && (
          <dl className="facts">
            <dt>{shell.error.code}</dt>
            <dd className="mono">{error.digest}</dd>
          </dl>
        )}
      </Empty>
    </div>
  );
}
