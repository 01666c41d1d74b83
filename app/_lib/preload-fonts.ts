import mono from '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2?url';
import hebrew from '@fontsource/ibm-plex-sans-hebrew/files/ibm-plex-sans-hebrew-hebrew-400-normal.woff2?url';
import latin from '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2?url';
import { preload } from 'react-dom';

const ask = (href: string) =>
  preload(href, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });

/** The letters of every page. Found in the style sheet they come after the first paint, and the page is painted twice. */
export const preloadLatin = (): void => ask(latin);

export const preloadHebrew = (): void => ask(hebrew);

/** For pages that show ids or logs at once. */
export const preloadMono = (): void => ask(mono);
