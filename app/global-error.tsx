'use client';

import { CatalogueView } from './catalogue-view';
import ErrorPage from './error';
import './globals.css';

/** The page of last resort: the layout itself broke, so that it brings its own document, in English. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <head>
        <title>Jobwire</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <main className="main" id="main">
          <CatalogueView locale="en" typeTitles={{}}>
            <ErrorPage error={error} />
          </CatalogueView>
        </main>
      </body>
    </html>
  );
}
