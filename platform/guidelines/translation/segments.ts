import { curriculumIds } from '#contracts/guidelines';
import { loadCurriculum, segmentsOf, type Topic } from '../curriculum';
import { normalHash, segmentHash } from './segment-hash';

/** A piece of English that is translated by itself. */
export interface SourceSegment {
  readonly key: string;
  readonly topicId: string;
  readonly text: string;
  readonly hash: string;
  readonly normalHash: string;
  /** Words of its subject that may stay as they are in any language, such as names in a program. */
  readonly terms?: readonly string[];
}

/** The segments of a topic with their hashes, in reading order. */
export const sourceSegmentsOf = (topic: Topic): SourceSegment[] =>
  segmentsOf(topic).map(({ key, text }) => ({
    key,
    topicId: topic.id,
    text,
    hash: segmentHash(text),
    normalHash: normalHash(text),
  }));

/** All there is to translate, in reading order, and by key. */
export interface SourceText {
  readonly segments: readonly SourceSegment[];
  readonly byKey: ReadonlyMap<string, SourceSegment>;
}

export const indexSegments = (topics: readonly Topic[]): SourceText => {
  const segments = topics.flatMap(sourceSegmentsOf);
  return { segments, byKey: new Map(segments.map((one) => [one.key, one])) };
};

let bundled: SourceText | undefined;

/** The bundled guidelines; read once per process. */
export const loadSourceText = (): SourceText => {
  bundled ??= indexSegments(curriculumIds.flatMap((id) => loadCurriculum(id).topics));
  return bundled;
};
