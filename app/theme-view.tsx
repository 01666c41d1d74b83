'use client';

import { useState } from 'react';
import { type Theme, ThemeToggle } from '#components/theme-toggle';

const YEAR_SECONDS = 365 * 24 * 3600;

/** The theme's switch: changes the page at once and tells the server by cookie, so that no page flashes. */
export function ThemeView({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  return (
    <ThemeToggle
      theme={theme}
      onChange={(next) => {
        setTheme(next);
        applyTheme(next);
      }}
    />
  );
}

/** Applies a theme to this page and keeps it for the next ones. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  const age = theme === 'system' ? 0 : YEAR_SECONDS;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `jobwire-theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}
