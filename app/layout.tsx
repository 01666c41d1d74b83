import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { systems } from '#contracts/define-job';
import { jobContracts } from '#contracts/jobs/index';
import { currentUser } from './_lib/current-user';
import { type Preferences, readPreferences } from './_lib/preferences';
import './globals.css';
import { ProvidersView } from './providers-view';
import { ShellView } from './shell-view';

export const metadata: Metadata = {
  title: { default: 'Jobwire', template: '%s · Jobwire' },
  description: 'A click becomes a durable job. Every open tab sees it move.',
  applicationName: 'Jobwire',
};

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
  const preferences = await readPreferences();
  return (
    <html lang={preferences.locale} dir={preferences.dir} {...rootData(preferences)}>
      <body>
        <ProvidersView locale={preferences.locale} dir={preferences.dir}>
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
  const types = Object.values(jobContracts)
    .filter(({ role }) => role === 'user' || user.role === 'admin')
    .map(({ type, title, system }) => ({ type, title, system: systems[system].title }));
  return (
    <ShellView user={user} theme={preferences.theme} types={types}>
      {children}
    </ShellView>
  );
}
