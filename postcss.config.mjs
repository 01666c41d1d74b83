/**
 * The face that every page asks for in its head, and its first paint is made of. Coming after it, it would paint the
 * whole page twice: who has it not within the browser's tenth of a second reads this page in the stand-ins, and the
 * next one in Plex. Other faces still swap in, since nothing asks for them early.
 */
const EARLY = /ibm-plex-sans-latin-wght/;

/** @typedef {{ prop?: string, value?: string }} Declared */

const neverSwapEarly = {
  postcssPlugin: 'never-swap-early-fonts',
  Declaration: {
    /** @param {Declared & { parent: { nodes: Declared[] } }} one */
    'font-display': (one) => {
      const { nodes } = one.parent;
      if (nodes.some(({ prop, value }) => prop === 'src' && EARLY.test(value ?? '')))
        one.value = 'optional';
    },
  },
};

/** @type {{ plugins: unknown[] }} */
const config = { plugins: ['@tailwindcss/postcss', neverSwapEarly] };
export default config;
