'use client';

import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { MessagesProvider } from '#components/messages';
import { LinkProvider } from '#components/ui/link';

/** What every page stands on: the reader's language, and links that go through the router. */
export function ProvidersView({ locale, children }: { locale: string; children: ReactNode }) {
  return (
    <MessagesProvider locale={locale}>
      <LinkProvider component={NextLink}>{children}</LinkProvider>
    </MessagesProvider>
  );
}
