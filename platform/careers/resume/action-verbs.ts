/**
 * Verbs that say what somebody did. Only these are ever put into a rewritten bullet: turning any word
 * on -ing into a past tense would make “engineered team” of “responsible for engineering team”.
 */
const BASES =
  'accelerate achieve adapt address administer advise allocate analyse analyze answer apply arrange assemble assess audit automate balance boost build calculate calibrate capture care check coach collect communicate compile complete conduct configure connect consolidate construct consult convert coordinate counsel create cut debug decrease define deliver demonstrate deploy design detect develop devise diagnose direct discover dispense document double draft draw drive edit educate eliminate enable engineer enhance ensure establish estimate evaluate examine execute expand extend facilitate file fix forecast formulate found gather generate grow guide handle head help hire identify implement improve increase influence inform initiate innovate inspect install instruct integrate interview introduce investigate launch lead maintain manage map measure mediate mentor migrate model modernise modernize modify monitor motivate negotiate onboard operate optimise optimize orchestrate order organise organize overhaul oversee own package perform persuade pioneer plan prepare present prevent prioritise prioritize process produce program promote propose prototype prove provide publish purchase raise rebuild recommend reconcile record recruit redesign reduce refactor remodel reorganise reorganize repair replace report represent research resolve restore restructure review revise run save scale schedule secure select sell serve set shape ship simplify solve source standardise standardize streamline strengthen supervise supply support survey synthesise synthesize target teach test track train transform translate treat triage triple troubleshoot tune tutor unify update upgrade validate verify win write'.split(
    ' ',
  );

const IRREGULAR: Readonly<Record<string, string>> = {
  build: 'built',
  cut: 'cut',
  draw: 'drew',
  drive: 'drove',
  grow: 'grew',
  lead: 'led',
  oversee: 'oversaw',
  rebuild: 'rebuilt',
  run: 'ran',
  sell: 'sold',
  set: 'set',
  teach: 'taught',
  win: 'won',
  write: 'wrote',
};

/** Verbs that double their last letter: `planned`, `running`. */
const DOUBLING = new Set(['cut', 'map', 'plan', 'program', 'run', 'set', 'ship', 'win']);

/** Too weak to open a bullet with, though they can be read out of one. */
const WEAK = new Set(['help', 'support', 'handle', 'ensure', 'care']);

const pastOf = (base: string): string => {
  const irregular = IRREGULAR[base];
  if (irregular) return irregular;
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return DOUBLING.has(base) ? `${base}${base.at(-1)}ed` : `${base}ed`;
};

const gerundOf = (base: string): string => {
  if (base.endsWith('ee')) return `${base}ing`;
  if (base.endsWith('e')) return `${base.slice(0, -1)}ing`;
  return DOUBLING.has(base) ? `${base}${base.at(-1)}ing` : `${base}ing`;
};

/** Nouns that hide a verb: “the development of” is “developed”. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['administration', 'administer'],
  ['analysis', 'analyse'],
  ['automation', 'automate'],
  ['coordination', 'coordinate'],
  ['creation', 'create'],
  ['delivery', 'deliver'],
  ['deployment', 'deploy'],
  ['design', 'design'],
  ['development', 'develop'],
  ['evaluation', 'evaluate'],
  ['execution', 'execute'],
  ['implementation', 'implement'],
  ['improvement', 'improve'],
  ['installation', 'install'],
  ['integration', 'integrate'],
  ['introduction', 'introduce'],
  ['maintenance', 'maintain'],
  ['management', 'manage'],
  ['migration', 'migrate'],
  ['modernisation', 'modernise'],
  ['modernization', 'modernize'],
  ['optimisation', 'optimise'],
  ['optimization', 'optimize'],
  ['organisation', 'organise'],
  ['organization', 'organize'],
  ['preparation', 'prepare'],
  ['production', 'produce'],
  ['supervision', 'supervise'],
]);

const pasts = new Map(BASES.map((base) => [gerundOf(base), pastOf(base)]));
const basesToPast = new Map(BASES.map((base) => [base, pastOf(base)]));
const openers = new Set(
  BASES.filter((base) => !WEAK.has(base)).flatMap((base) => [base, pastOf(base)]),
);

/** `building` → `built`; undefined for a word that is no known verb. */
export const pastOfGerund = (word: string): string | undefined => pasts.get(word.toLowerCase());
/** Words on -ing that are things as often as deeds: “building maintenance”, “training budget”. */
const THINGS = new Set(
  'building drawing engineering filing onboarding planning processing programming publishing purchasing recording scheduling teaching testing training'.split(
    ' ',
  ),
);
const CLEAR_OBJECT = /^(?:(?:an?|the|all|our|new|of)\s|\d|\p{Lu})/u;
const NEXT_PHRASE = /\s(?:across|and|as|at|by|for|from|in|into|of|on|or|to|using|via|with)\s|[,;.]/;

/**
 * Whether a word on -ing with what follows it is a deed: always for most, for the others where what
 * follows has an article, a capital or a plural.
 */
export const isDeed = (gerund: string, object: string): boolean => {
  if (!THINGS.has(gerund.toLowerCase())) return true;
  const phrase = object.split(NEXT_PHRASE)[0] ?? '';
  return CLEAR_OBJECT.test(object) || /\p{L}{2}s$/u.test(phrase.trim());
};

/** `build` → `built`; undefined for a word that is no known verb. */
export const pastOfBase = (word: string): string | undefined => basesToPast.get(word.toLowerCase());
/** `development` → `developed`; undefined for a noun that hides no verb. */
export const pastOfNoun = (word: string): string | undefined => {
  const base = NOUNS.get(word.toLowerCase());
  return base ? pastOf(base) : undefined;
};

/** Whether a bullet opens with what was done: a strong verb, in the past or, for a present post, the base form. */
export const opensWithAction = (bullet: string): boolean => {
  const first = /^\p{L}+(?:-\p{L}+)?/u.exec(bullet)?.[0].toLowerCase();
  if (!first) return false;
  return openers.has(first) || openers.has(first.replace(/^(co|re)-/, ''));
};
