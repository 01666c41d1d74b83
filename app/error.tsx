'use client';

import { useMessages } from '#components/messages';
import { Button, ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that broke, inside the shell. Shows the code under which the server has logged it, and nothing else of it. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const { shell } = useMessages();
  return (
    <div className="wide-empty">
      <Empty
        kind="cut"
        level={1}
        failed
        title={shell.error.title}
        actions={
          <>
            <Button onClick={reset}>{shell.error.again}</Button>
            <ButtonLink variant="outline" href="/">
              {shell.error.studio}
            </ButtonLink>
          </>
        }
      >
        <p className="note">{shell.error.text}</p>
        {error.digest && (
          <dl className="facts">
            <dt>{shell.error.code}</dt>
            <dd className="mono">{error.digest}</dd>
          </dl>
        )}
      </Empty>
    </div>
  );
}
