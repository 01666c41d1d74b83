/** A figure and its unit stay on one line. */
export const keepUnits = (text: string): string =>
  text.replace(/(\d) (°C|%|cm|mm|metres?|kg)(?!\p{L})/gu, '$1\u00a0$2');
