'use client';

import NextLink from 'next/link';
import { Direction } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { LinkProvider } from '#components/ui/link';
import type { Locale } from '#contracts/messages/locales';
import { CatalogueView } from './catalogue-view';

interface ProvidersViewProps {
  locale: Locale;
  /** Title of every job type, by type. */
  typeTitles: Readonly<Record<string, string>>;
  dir: 'ltr' | 'rtl';
  children: ReactNode;
}

/** Every page is made for its reader: asked for ahead, it would be two requests a link that bring nothing of it. */
const RouterLink = (props: ComponentProps<typeof NextLink>) => (
  <NextLink prefetch={false} {...props} />
);

/** What every page stands on: the reader's language and direction, and links that go through the router. */
export function ProvidersView({ locale, typeTitles, dir, children }: ProvidersViewProps) {
  return (
    <CatalogueView locale={locale} typeTitles={typeTitles}>
      <Direction.Provider dir={dir}>
        <LinkProvider component={RouterLink}>{children}</LinkProvider>
      </Direction.Provider>
    </CatalogueView>
  );
}
