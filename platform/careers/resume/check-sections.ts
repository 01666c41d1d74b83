import { type ParsedResume, type SectionName, sectionNames } from './parse-resume';

export interface SectionCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly note: string;
}

const OPTIONAL: readonly SectionName[] = ['Projects', 'Certifications'];
const ADVICE: Readonly<Record<SectionName, string>> = {
  Summary: 'Add two or three lines on who you are and what you look for.',
  Experience: 'Add your posts, the latest first, with what you did in each.',
  Education: 'Add schools and degrees with their years.',
  Skills: 'Add a list of what you know, in the words of the role.',
  Projects: 'Optional: add work you can show.',
  Certifications: 'Optional: add certificates the role asks for.',
};
const SHORTEST_WORDS = 150;
const LONGEST_WORDS = 1_200;

const checkLength = ({ words }: ParsedResume): SectionCheck => {
  if (words < SHORTEST_WORDS) {
    return {
      name: 'Length',
      ok: false,
      note: `${words} words; fewer than ${SHORTEST_WORDS} say little.`,
    };
  }
  if (words > LONGEST_WORDS) {
    return {
      name: 'Length',
      ok: false,
      note: `${words} words; more than ${LONGEST_WORDS} are rarely read.`,
    };
  }
  return { name: 'Length', ok: true, note: `${words} words.` };
};

/** What each section has or lacks, and the length of the whole. */
export const checkSections = (resume: ParsedResume): SectionCheck[] => {
  const checks = sectionNames.map((name): SectionCheck => {
    const found = resume.sections.find((section) => section.name === name);
    if (!found) return { name, ok: OPTIONAL.includes(name), note: ADVICE[name] };
    if (found.lines === 0)
      return { name, ok: false, note: 'The heading is there, but nothing under it.' };
    return { name, ok: true, note: `${found.lines} ${found.lines === 1 ? 'line' : 'lines'}.` };
  });
  const { email, phone, link } = resume.contact;
  const missing = [email ? '' : 'e-mail', phone ? '' : 'phone', link ? '' : 'link'].filter(Boolean);
  const contact: SectionCheck = {
    name: 'Contact',
    ok: missing.length === 0,
    note:
      missing.length > 0 ? `Missing: ${missing.join(', ')}.` : 'E-mail, phone and link are there.',
  };
  return [contact, ...checks, checkLength(resume)];
};
