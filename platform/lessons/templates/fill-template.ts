/** Begins a title as it would stand within a sentence; abbreviations such as HTTP keep their capitals. */
export const inSentence = (title: string): string =>
  /^\p{Lu}(\p{Ll}|\s)/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Fills a sentence's placeholders.
 *
 * @throws Error where one has no value: a template is wrong then
 */
export const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  capitalised(
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`No value for {${name}} in “${template}”`);
      return value;
    }),
  );
