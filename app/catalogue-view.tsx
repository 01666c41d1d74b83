'use client';

import dynamic from 'next/dynamic';
import type { ComponentProps, ComponentType, ReactNode } from 'react';
import { MessagesProvider } from '#components/messages';
import type { Locale, Messages } from '#contracts/messages/locales';

type CatalogueProps = Omit<ComponentProps<typeof MessagesProvider>, 'messages' | 'locale'>;

const provide = (locale: Locale, messages: Messages): ComponentType<CatalogueProps> =>
  function Catalogue(props) {
    return <MessagesProvider locale={locale} messages={messages} {...props} />;
  };

// Each language is a chunk of its own, asked for in the page's head: no page loads two.
const catalogues: Readonly<Record<Locale, ComponentType<CatalogueProps>>> = {
  en: dynamic(async () => provide('en', (await import('#contracts/messages/en/index')).en)),
  he: dynamic(async () => provide('he', (await import('#contracts/messages/he/index')).he)),
};

interface CatalogueViewProps {
  locale: Locale;
  typeTitles: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** The text of one language for everything below. */
export function CatalogueView({ locale, ...rest }: CatalogueViewProps) {
  const Catalogue = catalogues[locale];
  return <Catalogue {...rest} />;
}
