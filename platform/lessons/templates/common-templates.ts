/** Sentences that hold at every level; placeholders as in `level-templates.ts`, and `{prev}` for what came before. */
export const engage = [
  'Open with this situation: {case}. What would you do first?',
  'Three-minute recall of {prev}, then one question that it cannot answer: the way into {t}.',
  'Show a real example without a word. Learners write what they notice, then what they wonder.',
  'Quick vote: who has come across {a}? Collect two stories, keep them for the end.',
  'Myth or fact: three claims about {t}, hands up, no answers yet.',
  'A headline about {a} is shown; pairs guess what lies behind it.',
  'Link back to {prev}: what of it returns in {t}? Learners guess three things.',
  'A short clip or a drawing of this: {case}. Pause at the decisive moment and ask what follows.',
  'One minute of free writing on the word {b}; three texts are read out.',
  'The question of the day goes on the board: what would be missing without {a}?',
  'Learners estimate: how often did you meet {t} this week? Collect figures and reasons.',
  'An object or a screen goes round; everybody says one word that belongs to {t}.',
] as const;

export const explain = [
  'Short input on {t}: {a}, then {b}, then {c}; after each, one question to the class.',
  'Two worked examples of {t}, the first with every step aloud, the second dictated by learners.',
  'The tutor draws {t} on the board step by step; learners add {a}, {b} and {c} in their notes.',
  'Guided reading of one page on {t}; after each paragraph a learner says it in one sentence.',
  'Demonstration with pauses: what does {a} do, where does {b} come in, what if {c} were left out?',
  'The findings of the groups are put in order on the board, named with {a} and {b}, gaps filled.',
  'Question and answer: the class asks what the exploration left open on {t}; the tutor answers by example.',
  'Model and anti-model: a good and a poor example of {t}, compared by {a} and {b}.',
  'Learners explain {a} first, the tutor adds {b} and {c} and corrects two common errors.',
  'Cheat sheet in common: the class dictates half a page on {t}, the tutor sharpens the wording.',
  'Input in three blocks of a few minutes on {a}, {b} and {c}, each followed by a check in pairs.',
  'Walk-through of this situation with the right words: {case}.',
] as const;

export const homework = [
  'Find an example of {t} in your own week and note where {a} shows.',
  'Read the page on {t} again and write three questions, one of them hard.',
  'Finish the task of the lesson and write two sentences on what was difficult.',
  'Explain {t} to somebody outside class; note what they asked.',
  'Write five cards on {t}, with {a}, {b} and {c} among them.',
  'Do the practice sheet on {t}; mark it with the key before the next lesson.',
  'Think this through and bring an answer of half a page: {case}.',
  'Compare the notes on {t} with a neighbour’s and settle one difference.',
  'Look up {c} in two sources and note where they differ.',
  'Prepare a two-minute start for the next lesson: what to remember of {t}.',
] as const;

export const support = [
  'Glossary card with {a}, {b} and {c}, and a worked example at hand',
  'The task in smaller steps, the first one done together',
  'Sentence starters for the explanation of {t}; more time for the check',
  'A partner who has seen {t} before, and a checklist to tick',
  'A half-filled sheet: {a} is there, {b} and {c} are to be added',
  'The example of the lesson on paper, to be followed with a finger before doing it alone',
  'Help cards on {t} in three strengths, to be taken when wanted',
  'The same task with a simpler case and fewer parts',
] as const;

/** The review of a module, one phase each; `{m}` is the module. */
export const reviewPhases = {
  engage: [
    'Learners write down what they remember of {m} in three minutes, then compare with the list of outcomes.',
    'The stories and questions of the first lessons of {m} are read out again: which can be answered now?',
    'Map of {m} from memory on the board; gaps are marked, not filled.',
  ],
  explore: [
    'Quiz in teams across {m}: two questions a topic, from {first} to {last}.',
    'Stations for every outcome of {m}: learners rate themselves and pick the two they need most.',
    'Learners write one exam question on each of three topics of {m} and swap them.',
  ],
  explain: [
    'The tutor takes up the three weakest points of the module, each with a fresh example.',
    'Learners explain the outcomes of {m} to each other; the tutor adds what is missing.',
    'Common errors of the module on one page: what went wrong, how to see it, how to mend it.',
  ],
  elaborate: [
    'Practice assessment on {m}: one task that needs several topics, among them {first} and {last}.',
    'Case with five tasks across {m}, alone, open notes, with the marking rubric beside it.',
    'Groups solve one larger task on {m} and hand in a shared answer with who did what.',
  ],
  evaluate: [
    'Marking with the rubric in pairs, then one goal each for the time after {m}.',
    'Results are discussed; each learner ticks the outcomes reached and names one to return to.',
    'Reflection: what was hard in {m}, what helped, what comes next. One line each is read out.',
  ],
} as const;

export const reviewAssessment = [
  'Practice assessment on {m}, marked with the rubric; every outcome counts once',
  'Self-rating against the outcomes of {m}, confirmed by one task each',
  'Shared task on {m} with individual reflection',
] as const;
