import { type RenderOptions, render as renderBare } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MessagesProvider } from '#components/messages';
import { jobContracts } from '#contracts/jobs/index';
import { messagesFor } from '#contracts/messages/index';

export * from '@testing-library/react';

const typeTitles = Object.fromEntries(
  Object.values(jobContracts).map(({ type, title }) => [type, title]),
);

/** Text in English around what is drawn, as a page has it. */
export const InEnglish = ({ children }: { children: ReactNode }) => (
  <MessagesProvider locale="en" messages={messagesFor('en')} typeTitles={typeTitles}>
    {children}
  </MessagesProvider>
);

/** As Testing Library's `render`, with the interface's text around it. */
export const render = (element: ReactNode, options?: RenderOptions) =>
  renderBare(element, { wrapper: InEnglish, ...options });
