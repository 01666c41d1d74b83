'use client';

import NextLink from 'next/link';
import { Direction } from 'radix-ui';
import type { ReactNode } from 'react';
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

/** What every page stands on: the reader's language and direction, and links that go through the router. */
export function ProvidersView({ locale, typeTitles, dir, children }: ProvidersViewProps) {
  return (
    <CatalogueView locale={locale} typeTitles={typeTitles}>
      <Direction.Provider dir={dir}>
        <LinkProvider component={NextLink}>{children}</LinkProvider>
      </Direction.Provider>
    </CatalogueView>
  );
}
