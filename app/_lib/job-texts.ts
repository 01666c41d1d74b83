import { type SystemName, systems } from '#contracts/define-job';
import type { FormField } from '#contracts/form-fields';
import { findContract, isJobType, jobTypes } from '#contracts/jobs/index';
import { jobTextsFor } from '#contracts/messages/job-texts-for';

/** Text of a contract, and `en` where it is not in the reader's language. */
export interface ContractText {
  readonly title: string;
  readonly summary: string;
  readonly lang: 'en' | null;
}

const described = (
  own: { title: string; summary: string } | undefined,
  contract: { title: string; summary: string },
  locale: string,
): ContractText => {
  const { title, summary } = own ?? contract;
  return { title, summary, lang: own || locale === 'en' ? null : 'en' };
};

/** A job type in a language, or as its contract says it; a type that is not known here is its own title. */
export const typeText = (type: string, locale: string): ContractText => {
  const own = isJobType(type) ? jobTextsFor(locale)?.types[type] : undefined;
  return described(own, findContract(type) ?? { title: type, summary: '' }, locale);
};

export const systemText = (name: SystemName, locale: string): ContractText =>
  described(jobTextsFor(locale)?.systems[name], systems[name], locale);

/** The title of every type, for the browser, which does not load the contracts. */
export const typeTitles = (locale: string): Record<string, string> =>
  Object.fromEntries(jobTypes.map((type) => [type, typeText(type, locale).title]));

/** A form's fields with their labels and hints in a language. */
export const translateFields = (
  type: string,
  fields: readonly FormField[],
  locale: string,
): readonly FormField[] => {
  const own = isJobType(type) ? jobTextsFor(locale)?.types[type] : undefined;
  if (!own) {
    return locale === 'en' ? fields : fields.map((field) => ({ ...field, lang: 'en' as const }));
  }
  const texts: Record<string, { title: string; description?: string } | undefined> = own.fields;
  return fields.map((field) => {
    const text = texts[field.name];
    return text
      ? { ...field, title: text.title, description: text.description ?? field.description }
      : field;
  });
};
