'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Locale, Messages } from '#contracts/messages/locales';

/** The interface's text, and the title of every job type. */
export interface Texts extends Messages {
  readonly locale: Locale;
  /** By type, in the reader's language where there is one. The contracts themselves are too large for a page. */
  readonly typeTitles: Readonly<Record<string, string>>;
}

const TextsContext = createContext<Texts | null>(null);

interface MessagesProviderProps {
  locale: Locale;
  messages: Messages;
  typeTitles: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** Makes the text of one language reach everything below. */
export function MessagesProvider({
  locale,
  messages,
  typeTitles,
  children,
}: MessagesProviderProps) {
  const texts = useMemo(
    () => ({ ...messages, locale, typeTitles }),
    [messages, locale, typeTitles],
  );
  return <TextsContext value={texts}>{children}</TextsContext>;
}

/**
 * The interface's text in the reader's language.
 *
 * @throws Error outside a MessagesProvider: no language is there by itself, so that none is loaded in vain
 */
export const useMessages = (): Texts => {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useMessages() works below a MessagesProvider only.');
  return texts;
};
