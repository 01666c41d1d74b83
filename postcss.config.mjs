/**
 * Letters that come after the first paint would paint the whole page twice. Who has them not yet within the browser's
 * tenth of a second reads this page in the stand-ins, and the next one in Plex.
 */
const neverSwap = {
  postcssPlugin: 'never-swap-fonts',
  Declaration: {
    /** @param {{ value: string }} one */
    'font-display': (one) => {
      one.value = 'optional';
    },
  },
};

/** @type {{ plugins: unknown[] }} */
const config = { plugins: ['@tailwindcss/postcss', neverSwap] };
export default config;
