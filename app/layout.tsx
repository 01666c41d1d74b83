import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { jobContracts } from '#contracts/jobs/index';
import { messagesFor } from '#contracts/messages/index';
import { isAtLeast } from '#contracts/roles';
import { currentUser } from './_lib/current-user';
import { systemText, typeText, typeTitles } from './_lib/job-texts';
import { type Preferences, readPreferences } from './_lib/preferences';
import { preloadHebrew, preloadLatin } from './_lib/preload-fonts';
import { recordView } from './_lib/record-view';
import './globals.css';
import { JobsProviderView } from './jobs-provider-view';
import { ProvidersView } from './providers-view';
import { ShellView } from './shell-loader-view';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  const { product, description } = messagesFor(locale).shell;
  return {
    title: { default: product, template: `%s · ${product}` },
    description,
    applicationName: product,
  };
}

// The page's ground in sRGB, for the browser's own frame.
const grounds = { light: '#f8f9fa', dark: '#0f1012' };

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await readPreferences();
  const themeColor =
    theme === 'system'
      ? (['light', 'dark'] as const).map((one) => ({
          media: `(prefers-color-scheme: ${one})`,
          color: grounds[one],
        }))
      : grounds[theme];
  return { width: 'device-width', initialScale: 1, viewportFit: 'cover', themeColor };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  preloadLatin();
  const preferences = await readPreferences();
  const { locale, dir } = preferences;
  if (locale === 'he') preloadHebrew();
  return (
    <html lang={locale} dir={dir} {...rootData(preferences)}>
      <body>
        <ProvidersView locale={locale} typeTitles={typeTitles(locale)} dir={dir}>
          <Frame preferences={preferences}>{children}</Frame>
        </ProvidersView>
      </body>
    </html>
  );
}

const rootData = ({ theme, density }: Preferences) => ({
  'data-theme': theme === 'system' ? undefined : theme,
  'data-density': density === 'compact' ? density : undefined,
});

/** The shell for who is signed in; for everybody else the bare page. */
async function Frame({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
  const user = await currentUser();
  if (!user)
    return (
      <main className="bare" id="main">
        {children}
      </main>
    );
  const { locale, theme } = preferences;
  await recordView(user.userId, locale);
  const types = Object.values(jobContracts)
    .filter(({ role, startedBy }) => startedBy !== 'platform' && isAtLeast(user.role, role))
    .map(({ type, system }) => ({
      type,
      title: typeText(type, locale).title,
      system: systemText(system, locale).title,
    }));
  return (
    <JobsProviderView userId={user.userId}>
      <ShellView user={user} theme={theme} types={types}>
        {children}
      </ShellView>
    </JobsProviderView>
  );
}
