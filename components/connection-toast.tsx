'use client';

import { Age } from './job-time';
import { useMessages } from './messages';
import { ToastFrame } from './toast-frame';
import { TextButton } from './ui/button';
import { Link } from './ui/link';

interface ConnectionToastProps {
  kind: 'offline' | 'online' | 'signed-out';
  /** When news last came, ISO 8601; null where none has. */
  lastNewsAt: string | null;
  signInHref: string;
  onTryNow: () => void;
}

/** The line about the connection: stays while it is away, and says when it is back. */
export function ConnectionToast({ kind, lastNewsAt, signInHref, onTryNow }: ConnectionToastProps) {
  const { toasts } = useMessages();
  const mark = { 'data-connection-toast': kind };
  if (kind === 'online') {
    return (
      <ToastFrame {...mark} state="completed" title={toasts.online} message={toasts.onlineText} />
    );
  }
  if (kind === 'signed-out') {
    return (
      <ToastFrame
        {...mark}
        state="failed"
        title={toasts.signIn}
        message={toasts.signInText}
        actions={
          <Link className="textlink" href={signInHref}>
            {toasts.signInAction}
          </Link>
        }
      />
    );
  }
  return (
    <ToastFrame
      {...mark}
      state="cancelled"
      title={toasts.offline}
      message={
        <>
          {toasts.jobsGoOn}{' '}
          {lastNewsAt !== null && (
            <>
              {toasts.lastUpdate} <Age at={lastNewsAt} />
            </>
          )}
        </>
      }
      actions={<TextButton onClick={onTryNow}>{toasts.tryNow}</TextButton>}
    />
  );
}
