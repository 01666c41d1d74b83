'use client';

import { useSyncExternalStore } from 'react';
import { type Theme, ThemeToggle, themes } from '#components/theme-toggle';

const YEAR_SECONDS = 365 * 24 * 3600;
const CHANGED = 'jobwire:theme';

/** The theme's switch. The page's root holds the theme, so that every switch on the page agrees. */
export function ThemeView({ initial }: { initial: Theme }) {
  const theme = useSyncExternalStore(subscribe, readTheme, () => initial);
  return <ThemeToggle theme={theme} onChange={applyTheme} />;
}

/** Applies a theme to this page at once, and tells the server by cookie, so that no later page flashes. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  const age = theme === 'system' ? 0 : YEAR_SECONDS;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `jobwire-theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  dispatchEvent(new Event(CHANGED));
}

const readTheme = (): Theme =>
  themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system';

function subscribe(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  return () => removeEventListener(CHANGED, listener);
}
