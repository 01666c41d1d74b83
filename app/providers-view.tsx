'use client';

import NextLink from 'next/link';
import { Direction } from 'radix-ui';
import type { ReactNode } from 'react';
import { MessagesProvider } from '#components/messages';
import { LinkProvider } from '#components/ui/link';

interface ProvidersViewProps {
  locale: string;
  dir: 'ltr' | 'rtl';
  children: ReactNode;
}

/** What every page stands on: the reader's language and direction, and links that go through the router. */
export function ProvidersView({ locale, dir, children }: ProvidersViewProps) {
  return (
    <MessagesProvider locale={locale}>
      <Direction.Provider dir={dir}>
        <LinkProvider component={NextLink}>{children}</LinkProvider>
      </Direction.Provider>
    </MessagesProvider>
  );
}
