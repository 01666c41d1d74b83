/** The sections a resume is looked through for, with the headings that announce them. */
const HEADINGS = {
  Summary:
    /^(professional |career |executive |personal )?(summary|profile|objective|statement|about( me)?)$/,
  Experience:
    /^(professional |work |relevant |career |employment )?(experience|employment|history|employment history|work history)$/,
  Education:
    /^(education|academic background|qualifications|education and training|education (&|and) certifications?)$/,
  Skills:
    /^(technical |key |core |professional |it )?(skills|competencies|technologies|tech stack|skills (&|and) (tools|technologies)|expertise)$/,
  Projects: /^(selected |personal |key |side )?projects$/,
  Certifications: /^(licen[cs]es (&|and) )?(certifications?|certificates|courses)$/,
} as const;

export type SectionName = keyof typeof HEADINGS;
export const sectionNames = Object.keys(HEADINGS) as SectionName[];

export interface ParsedResume {
  readonly words: number;
  readonly sections: readonly { readonly name: SectionName; readonly lines: number }[];
  /** Statements of what was done, at most `MAX_BULLETS`, in their order. */
  readonly bullets: readonly string[];
  /** How many there were in all. */
  readonly bulletCount: number;
  /** False where the text had no bullet marks and lines of the experience section were taken instead. */
  readonly bulletsMarked: boolean;
  readonly contact: { readonly email: boolean; readonly phone: boolean; readonly link: boolean };
}

/** Bullets looked at; beyond this a resume is too long anyway, and a result has a size. */
export const MAX_BULLETS = 60;
const LONGEST_HEADING = 45;
const MARK = /^(?:[-–—•*▪‣◦·●○■□➢➤✓]|o(?=\s)|\(?\d{1,2}[.)])\s+/u;
/** Where a mark starts a list and not a statement. */
const NOT_DEEDS: readonly SectionName[] = ['Skills', 'Education', 'Certifications', 'Summary'];

const headingOf = (line: string): SectionName | undefined => {
  if (line.length === 0 || line.length > LONGEST_HEADING) return undefined;
  const bare = line
    .toLowerCase()
    .replace(/[^\p{L}&\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return sectionNames.find((name) => HEADINGS[name].test(bare));
};

interface Line {
  readonly text: string;
  readonly section: SectionName | undefined;
}

const joinBullets = (lines: readonly Line[]): string[] => {
  const bullets: string[] = [];
  let open = false;
  for (const { text, section } of lines) {
    if (section && NOT_DEEDS.includes(section)) {
      open = false;
    } else if (MARK.test(text)) {
      bullets.push(text.replace(MARK, '').trim());
      open = true;
    } else if (open && /^\p{Ll}/u.test(text)) {
      // Text pasted from a PDF breaks a bullet over lines; the rest starts in lower case.
      bullets.push(`${bullets.pop()} ${text}`);
    } else {
      open = false;
    }
  }
  return bullets.filter((bullet) => /\p{L}{2}/u.test(bullet));
};

/** Lines of the experience section that read as statements, not as employers and dates. */
const statements = (lines: readonly Line[]): string[] =>
  lines
    .filter(({ text, section }) => section === 'Experience' && text.split(/\s+/).length >= 6)
    .map(({ text }) => text);

/** Takes a resume's plain text apart. Linear in its length. */
export const parseResume = (text: string): ParsedResume => {
  const lines: Line[] = [];
  const counts = new Map<SectionName, number>();
  let section: SectionName | undefined;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const heading = MARK.test(line) ? undefined : headingOf(line);
    if (heading) {
      section = heading;
      counts.set(heading, counts.get(heading) ?? 0);
    } else if (line) {
      lines.push({ text: line, section });
      if (section) counts.set(section, (counts.get(section) ?? 0) + 1);
    }
  }
  const marked = joinBullets(lines);
  const found = marked.length > 0 ? marked : statements(lines);
  return {
    words: text.split(/\s+/).filter(Boolean).length,
    sections: sectionNames.flatMap((name) => {
      const count = counts.get(name);
      return count === undefined ? [] : [{ name, lines: count }];
    }),
    bullets: found.slice(0, MAX_BULLETS),
    bulletCount: found.length,
    bulletsMarked: marked.length > 0,
    contact: {
      email: /[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/.test(text),
      phone: /(?<!\d)\+?\(?\d(?:[\s().-]?\d){6,14}(?!\d)/.test(text),
      link: /\b(linkedin\.com|github\.com|gitlab\.com|behance\.net|https?:\/\/)/i.test(text),
    },
  };
};
