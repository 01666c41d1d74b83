import { splitSentences } from '../text/split-sentences';
import type { Topic } from './curriculum';

/** A sentence of a topic and what it does there; it may do several things at once. */
export interface TopicSentence {
  readonly text: string;
  /** Of the paragraph, from 0. */
  readonly paragraph: number;
  /** Says what to do. */
  readonly isStep: boolean;
  /** Says what not to do. */
  readonly isProhibition: boolean;
  /** Says when to get help. */
  readonly isRedFlag: boolean;
  /** Says how the thing is recognised. */
  readonly isSign: boolean;
  /** States something, and asks for nothing. */
  readonly isStatement: boolean;
}

/** A clause that comes before what the sentence says. */
const LEADING_CLAUSE =
  /^(?:if|when|once|until|after|before|while|as soon as|as long as|where|unless|in case|for)\b[^,;:]*,\s+/i;
const LEADING_WORD = /^(?:otherwise|then|instead|also|first|next|finally|meanwhile|always)\b,?\s+/i;

/** Words that open a statement: whoever is named, nobody is told to do anything. */
const OPENS_STATEMENT =
  /^(?:a|an|the|this|that|these|those|it|its|they|their|there|he|she|you|we|one|each|every|everyone|everybody|anyone|anybody|somebody|someone|some|most|many|few|all|both|no|nobody|none|people|signs?|symptoms?|early|later|redness|because|such|women|children|babies|not)\b/i;
/** A verb that a statement has near its beginning, before any further clause. */
const STATES =
  /^(?:(?!(?:as|while|until|if|when|where|so|because)\b)[^\s,;:]+,?\s+){1,9}?(?:is|are|was|were|can|cannot|may|might|should|must|has|mean|means|includes?|needs|limits|follows|occurs|works|brings|comes|appears|seems|slips?|keeps|kills|builds|matters)\b/i;
/** Verbs that instructions open with and that statements rarely do. What is not listed is judged by its shape. */
const OPENS_STEP =
  /^(?:accept|answer|apply|ask|bandage|bare|bend|bring|brush|build|calm|call|carry|change|check|clean|continue|cover|dry|encourage|expose|find|float|follow|get|give|go|grip|handle|help|hold|introduce|keep|kneel|lay|leave|let|lie|lift|link|listen|loosen|look|make|mark|move|note|offer|open|pass|pick|pinch|place|pour|press|protect|pull|push|put|raise|reach|remove|repeat|rest|rinse|rub|say|scrape|seal|seek|send|shout|sit|speak|start|stay|stop|straighten|support|switch|take|talk|tell|throw|tighten|tilt|time|treat|try|turn|use|wait|warm|warn|wash|watch|wear|wet|wrap|write)\b/i;

const PROHIBITS = /^(?:do not|don't|never|avoid)\b/i;
const GETS_HELP =
  /\bcall (?:\{\{emergencyNumber\}\}|again|an ambulance)|\bseek (?:medical|professional) help\b|\bhospital care\b|\b(?:by|ask|to|need|needs|show) a (?:doctor|check)\b/i;
const URGENT =
  /\b(?:if|when|immediately|at once|straight away|same day|hospital|within|any|anybody|anyone|every|everyone)\b/i;
const TELLS_SIGNS =
  /\bsigns?\b|\bsymptoms?\b|\brecognise\b|\b(?:is|are) (?:needed|right|likely) (?:when|after|if)\b|\bis likely\b/i;

/** The part of a sentence that says what it says, without conditions before it. */
const mainClause = (sentence: string): string => {
  const rest = sentence.replace(LEADING_WORD, '').replace(LEADING_CLAUSE, '');
  return rest === sentence ? rest : mainClause(rest);
};

/**
 * In doubt a sentence is an instruction: a statement among the steps does no harm, a step that is missing
 * may.
 */
const isInstruction = (main: string): boolean =>
  OPENS_STEP.test(main) || !(OPENS_STATEMENT.test(main) || STATES.test(main));

const classify = (text: string, paragraph: number): Omit<TopicSentence, 'isSign'> => {
  const main = mainClause(text);
  const isProhibition = PROHIBITS.test(main);
  const isStep = !isProhibition && isInstruction(main);
  return {
    text,
    paragraph,
    isStep,
    isProhibition,
    isRedFlag: GETS_HELP.test(text) && URGENT.test(text),
    isStatement: !isStep && !isProhibition,
  };
};

/** The sentences of a topic in reading order, each with all that it does. */
export const classifySentences = ({ paragraphs }: Topic): TopicSentence[] =>
  paragraphs.flatMap((paragraph, index) => {
    const sentences = splitSentences(paragraph).map((text) => classify(text, index));
    // A paragraph that only describes, and speaks of signs, is about signs as a whole.
    const describes =
      index > 0 &&
      sentences.every((one) => one.isStatement) &&
      sentences.some(({ text }) => TELLS_SIGNS.test(text));
    return sentences.map((one) => ({
      ...one,
      isSign: one.isStatement && (describes || TELLS_SIGNS.test(one.text)),
    }));
  });
