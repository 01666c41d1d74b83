'use client';

import ErrorPage from './error';
import './globals.css';

/** The page of last resort: the layout itself broke, so that it brings its own document. */
export default function GlobalError(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main className="main" id="main">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
