'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { DEFAULT_LOCALE, type Messages, messagesFor } from '#contracts/messages/index';

const MessagesContext = createContext<Messages>(messagesFor(DEFAULT_LOCALE));

/** Makes the text of one language reach everything below. Takes a locale: functions do not cross from the server. */
export function MessagesProvider({ locale, children }: { locale: string; children: ReactNode }) {
  return <MessagesContext value={messagesFor(locale)}>{children}</MessagesContext>;
}

/** The interface's text in the reader's language; English without a provider. */
export const useMessages = (): Messages => useContext(MessagesContext);
