import { createHash } from 'node:crypto';
import bitesAndPoisons from '#content/guidelines/first-aid/bites-and-poisons.json' with {
  type: 'json',
};
import bleedingAndWounds from '#content/guidelines/first-aid/bleeding-and-wounds.json' with {
  type: 'json',
};
import bonesAndHead from '#content/guidelines/first-aid/bones-and-head.json' with { type: 'json' };
import burns from '#content/guidelines/first-aid/burns.json' with { type: 'json' };
import firstAid from '#content/guidelines/first-aid/curriculum.json' with { type: 'json' };
import heatAndCold from '#content/guidelines/first-aid/heat-and-cold.json' with { type: 'json' };
import lifeSupport from '#content/guidelines/first-aid/life-support.json' with { type: 'json' };
import medical from '#content/guidelines/first-aid/medical.json' with { type: 'json' };
import type { CurriculumId } from '#contracts/guidelines';
import { type CurriculumFiles, curriculumSchema } from './curriculum-schema';

/** A piece of text that is translated by itself: the title or a paragraph of a topic. */
export interface Segment {
  /** `<topicId>/title` or `<topicId>/p<index>`, the index from 0. */
  readonly key: string;
  readonly text: string;
}

export interface Topic {
  readonly id: string;
  readonly title: string;
  /** Id of its category. */
  readonly category: string;
  /** Plain text; may name placeholders as `{{name}}`. */
  readonly paragraphs: readonly string[];
  /** Ids of the curriculum's sources. */
  readonly sources: readonly string[];
  /** SHA-256 of title and paragraphs: changes whenever there is something to learn or translate anew. */
  readonly contentHash: string;
}

export interface Curriculum {
  readonly id: string;
  readonly title: string;
  readonly sample: boolean;
  readonly notice: string;
  readonly basis: string;
  /** What stands for `{{name}}`, by name. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly sources: readonly {
    readonly id: string;
    readonly publisher: string;
    readonly title: string;
    readonly year: number;
  }[];
  readonly categories: readonly { readonly id: string; readonly title: string }[];
  /** In the order of the categories. */
  readonly topics: readonly Topic[];
}

/** What may be translated of a topic, in reading order. */
export const segmentsOf = ({ id, title, paragraphs }: Topic): Segment[] => [
  { key: `${id}/title`, text: title },
  ...paragraphs.map((text, index) => ({ key: `${id}/p${index}`, text })),
];

/** Puts values for `{{name}}`; a name without a value stays as it is. */
export const fillPlaceholders = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );

const hashOf = (title: string, paragraphs: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([title, paragraphs]))
    .digest('hex');

/** @throws ZodError where a file does not fit its shape, or names what is not there */
export const parseCurriculum = (files: CurriculumFiles): Curriculum => {
  const { categories, ...rest } = curriculumSchema.parse(files);
  return {
    ...rest,
    categories: categories.map(({ category }) => category),
    topics: categories.flatMap(({ category, topics }) =>
      topics.map((topic) => ({
        ...topic,
        category: category.id,
        contentHash: hashOf(topic.title, topic.paragraphs),
      })),
    ),
  };
};

const bundled: Readonly<Record<CurriculumId, CurriculumFiles>> = {
  'first-aid': {
    ...firstAid,
    categories: [
      lifeSupport,
      bleedingAndWounds,
      burns,
      bonesAndHead,
      medical,
      heatAndCold,
      bitesAndPoisons,
    ],
  },
};

const held = new Map<CurriculumId, Curriculum>();

/** A curriculum as shipped; read once per process. @throws ZodError where its files do not fit their shape */
export const loadCurriculum = (id: CurriculumId): Curriculum => {
  const curriculum = held.get(id) ?? parseCurriculum(bundled[id]);
  held.set(id, curriculum);
  return curriculum;
};
