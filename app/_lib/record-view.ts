import { headers } from 'next/headers';
import { after } from 'next/server';
import { USE_CALLS_PER_MINUTE } from '#contracts/language-use';
import type { Locale } from '#contracts/messages/locales';
import { endOfProcess } from '../api/_lib/end-of-process';
import { platform } from '../api/_lib/platform';

/**
 * Counts a page that somebody signed in has loaded, by the language it was shown in. After the answer, so that nobody
 * waits for it; and a process that is told to end waits until it is written.
 */
export const recordView = async (userId: string, language: Locale): Promise<void> => {
  // Parts of a page that the router fetches, for a link or to renew one, do not ask for HTML.
  if (!(await headers()).get('accept')?.includes('text/html')) return;
  after(async () => {
    const { rates, uses } = await platform();
    const limit = { perMinute: USE_CALLS_PER_MINUTE };
    const { allowed } = await rates.take(`language-view:${userId}`, limit);
    if (!allowed) return;
    uses.add({ language, kind: 'view', uses: 1 });
    await (endOfProcess().aborted ? uses.flush() : uses.settled());
  });
};
