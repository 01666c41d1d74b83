import type { BloomLevel } from '#contracts/lessons';

/**
 * Sentences by level, six or more of each so that neighbouring lessons differ. `{t}` is the topic,
 * `{a}`, `{b}` and `{c}` are words of it, `{case}` is its situation.
 */
export interface LevelTemplates {
  /** “By the end, learners can …” */
  readonly objective: readonly string[];
  /** What learners try before anything is explained. */
  readonly explore: readonly string[];
  /** What they do with it afterwards: the longest part. */
  readonly elaborate: readonly string[];
  /** The activity that shows whether it was understood. */
  readonly check: readonly string[];
  /** What is marked, and how. */
  readonly assessment: readonly string[];
}

const remember: LevelTemplates = {
  objective: [
    'Recall what {a}, {b} and {c} mean in {t}',
    'Name the parts of {t} without notes, {a} and {b} among them',
    'Match {a}, {b} and {c} to their descriptions',
    'List what belongs to {t} and what does not',
    'Label a drawing of {t} with {a}, {b} and {c}',
    'State in one line each what {a} and {b} are for',
  ],
  explore: [
    'Card sort in pairs: what belongs to {t}, what does not? The class compares the piles.',
    'Silent start: everybody notes what they know of {a} and {b}; notes are joined on the board.',
    'Find it first: in a real example ({case}) teams look for {a}, {b} and {c}.',
    'Spot the word: while the example is shown ({case}), learners raise a card at {a} or {b}.',
    'Three true, one false: teams find the wrong statement about {t} and say what gave it away.',
    'Picture walk: five pictures round the room, each to be named with a word such as {a} or {c}.',
  ],
  elaborate: [
    'Flash cards: learners write six for {t}, with {a} and {b} among them, and test each other twice.',
    'Labelled drawing: from memory, then with notes in another colour, {t} with {a}, {b} and {c}.',
    'Quiz in rounds: teams write questions on {t}, swap them, answer and mark.',
    'Glossary: each pair writes two entries on {t}; the class votes for the clearest wording.',
    'Match and mend: a sheet of mixed-up terms and meanings on {t} is put right, then explained aloud.',
    'Memory line: learners rebuild the order of things in this case from cards: {case}.',
  ],
  check: [
    'Five quick questions on {a}, {b} and {c}, answered on paper and marked by a neighbour.',
    'Blank drawing of {t}: eight labels to fill in alone.',
    'One-minute list: everything that belongs to {t}; then tick off against the board.',
    'Match ten cards on {t} against the clock, then explain the two that were hardest.',
    'Cold call round: everybody defines one word, {a} first.',
    'Three gaps in a text about {t}, to be closed with {a}, {b} and {c}.',
  ],
  assessment: [
    'Short quiz on {t}: eight of ten terms right',
    'Labelled drawing of {t}, marked with a key',
    'Glossary of {t} with {a}, {b} and {c}, checked for meaning and example',
    'Matching task on {t}, marked by a neighbour with the key',
    'Ten flash cards on {t}, three drawn and answered aloud',
    'Gap text on {t}, marked with the key',
  ],
};

const understand: LevelTemplates = {
  objective: [
    'Explain {t} in own words, using {a} and {b}',
    'Describe how {a} and {b} hang together',
    'Give an example of {c} that nobody in the room has given',
    'Say what part {t} plays here: {case}',
    'Restate a paragraph on {t} in two sentences',
    'Tell {a} from {b} by an example',
  ],
  explore: [
    'Think, pair, share on this situation: {case}. What happens, and in which order?',
    'Learners predict what {a} will do, write it down, watch the demonstration and compare.',
    'Half-finished concept map of {t}: groups place {a}, {b} and {c} and name the lines between them.',
    'Two short texts on {t} disagree; pairs mark where, and suggest why.',
    'Everyday likeness: each pair finds something outside the subject that works like {a}.',
    'Questions first: the class collects ten questions on {t} and sorts them by what must be known first.',
  ],
  elaborate: [
    'Teach-back: pairs prepare {t} for somebody who was away, then explain it to another pair.',
    'Two worked examples of {t} side by side; learners write what is alike, what differs and why.',
    'Comic of six frames on this situation: {case}. Each frame names one of {a}, {b} and {c}.',
    'Jigsaw: groups become experts for {a}, {b} or {c}, then meet in mixed groups and explain.',
    'Learners turn a dense page about {t} into ten plain sentences and a drawing.',
    'Concept map of {t} for the wall, every line labelled; a gallery walk with questions follows.',
  ],
  check: [
    'Exit ticket: {t} in three sentences, {a} and {b} in them.',
    'Explain it to a neighbour in two minutes; the neighbour asks one question back.',
    'True, false or it depends: five statements on {t}, each with a reason.',
    'Draw what happens here: {case}; one line of text for each step.',
    'Choose the better of two explanations of {b} and say what the other one lacks.',
    'One sentence for a ten-year-old about {t}, read out in a round.',
  ],
  assessment: [
    'Exit ticket on {t}: explanation in own words with {a} and {b}',
    'Explanation of {t} to a partner, marked with a three-point list',
    'Summary of {t} in a hundred words, checked for {a}, {b} and {c}',
    'Concept map of {t}, marked for correct and labelled links',
    'Five statements on {t} with reasons, one point each for the reason',
    'Drawing with captions of this situation: {case}',
  ],
};

const apply: LevelTemplates = {
  objective: [
    'Use {a} and {b} to deal with this situation: {case}',
    'Carry out a task on {t} from a written description',
    'Set up a small example of {t} and change it on request',
    'Solve a familiar problem in {t} without a model at hand',
    'Show each step of {t} while saying what it does',
    'Transfer {t} to a case that was not discussed',
  ],
  explore: [
    'Learners try this alone for five minutes before anything is shown: {case}. What got in the way?',
    'A working example of {t} is handed out; pairs change one thing at a time and note what happens.',
    'Puzzle: the steps of {t} on cards, in the wrong order; groups find an order that works.',
    'Watch one, say one: the tutor does {t} in silence, learners dictate the same steps back.',
    'Broken on purpose: an example that lacks {a}; pairs find out what is missing.',
    'Learners list what they would need for this, then compare with the list of the tutor: {case}.',
  ],
  elaborate: [
    'Worked example, then practice in pairs with a checklist: {case}.',
    'Stations: three tasks on {t} of growing difficulty; each is signed off by another pair.',
    'Driver and navigator: one types or draws, the other says what to do about {t}; roles change every five minutes.',
    'Practical exercise alone: {t} with {a} and {b}, help cards at the front for those who want them.',
    'Same task, new situation: learners carry {t} over to a case they choose and note what had to change.',
    'Repair shop: each pair breaks an example of {t} in one place, swaps it and mends the other.',
  ],
  check: [
    'Observed task: one step of {t}, done and explained, with a checklist of five points.',
    'Small task against the clock: {a} and {b} in place, result shown to the tutor.',
    'Before and after: learners show what they changed about {t} and why.',
    'One new case on a card; learners write the first three steps.',
    'Swap and verify: a neighbour follows the written steps of {t} and reports where they got stuck.',
    'Self-check against the model solution; each learner names one difference.',
  ],
  assessment: [
    'Observed task on {t} with a checklist of five points',
    'Working result for this situation, handed in with notes: {case}',
    'Practical exercise on {t}, marked for result and for method',
    'Written instructions for {t} that somebody else can follow',
    'Short task on {t} with an unfamiliar case, marked with a model solution',
    'Portfolio entry: one example of {t} with a comment on each step',
  ],
};

const analyse: LevelTemplates = {
  objective: [
    'Take {t} apart and say what {a} and {b} contribute',
    'Compare two ways to deal with this situation: {case}',
    'Find the cause of a fault in {t} and prove it',
    'Sort cases of {t} by what they have in common',
    'Tell apart what only looks like {a} and what is',
    'Trace an effect in {t} back to its beginning',
  ],
  explore: [
    'Two cases side by side, one of them this: {case}. Groups list what differs and guess what follows.',
    'Detective start: only the symptom is given; teams ask twenty questions about {t}.',
    'Learners sort twelve examples of {t} into groups of their own and explain the borders.',
    'A log, a screenshot and a complaint: pairs work out what happened to {a}.',
    'Odd one out: four examples of {t}; each can be the odd one with the right reason.',
    'Learners mark in a long example where {a} ends and {b} begins, then compare marks.',
  ],
  elaborate: [
    'Case comparison with a table: what, how, at what cost; one of the cases is this: {case}.',
    'Error hunt: a prepared example of {t} with six faults; each is found, named and traced to its cause.',
    'Groups take {t} apart into {a}, {b} and {c}, remove one and test what still works.',
    'Data round: learners measure something about {t} three times, plot it and explain the outlier.',
    'Cause chain: from the effect backwards, five times why, for this case: {case}.',
    'Reading between: learners compare two sources on {t} and mark fact, opinion and guess.',
  ],
  check: [
    'Short analysis: name the cause in a new case of {t} and the sign that gave it away.',
    'Table with three rows: {a}, {b}, what sets them apart.',
    'One fault, one proof: learners show how they know that it is the cause.',
    'Sort five new examples of {t} and defend one border.',
    'Learners mark the weakest point of an example of {t} and write why.',
    'Two-minute report on what made the difference in this case: {case}.',
  ],
  assessment: [
    'Written analysis of a case of {t}, one page, cause and proof',
    'Comparison table on {t}, marked for criteria and for conclusions',
    'Fault report on {t}: symptom, cause, proof, remedy',
    'Sorted set of examples of {t} with reasons',
    'Annotated example: every part of {t} named with what it contributes',
    'Short answer on a new case of {t}, marked for evidence',
  ],
};

const evaluate: LevelTemplates = {
  objective: [
    'Judge a solution for {t} by criteria that were agreed before',
    'Recommend one of two ways for this situation, with reasons: {case}',
    'Defend a decision about {a} against a fair objection',
    'Rank examples of {t} and say what would change the order',
    'Review somebody’s work on {t} so that they can use it',
    'Say how sure a claim about {b} is, and what would make it surer',
  ],
  explore: [
    'Gut first: learners rank five examples of {t}, then say what their ranking rests on.',
    'The class writes five criteria for good work on {t} and tries them on this case: {case}.',
    'Two experts disagree about {a}; pairs collect what each of them would have to show.',
    'Traffic lights: claims about {t} are marked sure, unsure or wrong, and the unsure ones discussed.',
    'A finished piece of work on {t} is handed out with a good and a poor review of it. Which is which, and why?',
    'Learners predict how three readers would judge this: {case}.',
  ],
  elaborate: [
    'Structured debate on {t}: two sides, ten minutes to prepare, three rounds, a jury with criteria.',
    'Peer review of work on {t} with the rubric: two strengths, one question, one next step.',
    'Decision paper in groups for this situation: {case}. Options, criteria, weights, choice.',
    'Rubric workshop: groups mark the same work on {t}, compare marks and settle the differences.',
    'Court case: {a} is accused of being needless; prosecution, defence and jury weigh the evidence.',
    'Test with readers: learners watch two people use an example of {t} and rate what they saw.',
  ],
  check: [
    'One-page recommendation: what to do, why, and what speaks against it.',
    'Learners mark a short example of {t} with the rubric; marks are compared with the tutor’s.',
    'Position line: where do you stand on {b}, and what would move you?',
    'Write the strongest objection to your own choice about {t}, and answer it.',
    'Three criteria, one verdict on this: {case}.',
    'Pick the best of three solutions and write the sentence that convinces a doubter.',
  ],
  assessment: [
    'Justified recommendation on {t}, one page, marked for criteria and evidence',
    'Peer review of work on {t}, marked for use to the author',
    'Position on {t} with the strongest objection answered',
    'Ranking of examples of {t} with the criteria used',
    'Decision paper for this situation: {case}',
    'Marked example of {t}: rubric filled in and each mark explained',
  ],
};

const create: LevelTemplates = {
  objective: [
    'Make something of one’s own with {a} and {b} for this situation: {case}',
    'Plan a piece of work on {t} from reader to result',
    'Combine {a}, {b} and {c} into something that did not exist before',
    'Design an answer to a question about {t} that has several',
    'Present own work on {t} and say how it came about',
    'Improve a first draft on {t} by what others said',
  ],
  explore: [
    'Five sketches in ten minutes, each another answer to this: {case}.',
    'Groups look at three finished pieces on {t} and collect what they would steal, and what not.',
    'Reader first: pairs interview each other about {t} and write one need in a sentence.',
    'What if: learners remove {a} from an example of {t} and invent something in its place.',
    'Brief and question: the class reads a task on {t} and lists what it leaves open.',
    'Mood board: groups collect material on {t} and name the one idea behind it.',
  ],
  elaborate: [
    'Mini-project in groups, in three rounds of make, show and mend: {case}.',
    'Build day: each pair makes a small working piece with {a} and {b} and keeps a log of decisions.',
    'Design task with limits: {t}, one page, three colours, no tool that was not taught.',
    'Draft, feedback, second draft: own work on {t}, with a note on what was changed and why.',
    'Relay: each group begins a piece on {t}, hands it on after ten minutes and finishes another’s.',
    'Show and tell: groups prepare and give a demonstration of their piece on {t} to a visiting reader.',
  ],
  check: [
    'Gallery: every piece on {t} is shown; learners leave one question at three of them.',
    'Demonstration of two minutes: what it does, for whom, what comes next.',
    'Learners mark their own piece with the rubric and set one goal.',
    'Log check: three decisions about {t}, each with the way not taken.',
    'A reader from another group tries the piece; its makers watch in silence and note.',
    'One change, live: learners alter their piece as a reader asks.',
  ],
  assessment: [
    'Piece of work on {t}, marked with the rubric: idea, use of {a} and {b}, finish',
    'Demonstration with questions: own work for this situation: {case}',
    'Plan for a piece on {t}: reader, goal, steps, risks',
    'Second draft on {t} with a note on each change',
    'Log of decisions on {t}, marked for reasons',
    'Group piece on {t} with a statement of who did what',
  ],
};

export const levelTemplates: Readonly<Record<BloomLevel, LevelTemplates>> = {
  remember,
  understand,
  apply,
  analyse,
  evaluate,
  create,
};
