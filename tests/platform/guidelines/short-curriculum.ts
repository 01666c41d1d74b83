import {
  type Curriculum,
  loadCurriculum,
  parseCurriculum,
  type Topic,
} from '#platform/guidelines/curriculum';
import type { CurriculumFiles } from '#platform/guidelines/curriculum-schema';

type Written = Pick<Topic, 'id' | 'title' | 'paragraphs'>;

/** Topics as the files of a curriculum of one category. */
export const asFiles = (topics: readonly Written[], id = 'short'): CurriculumFiles => ({
  id,
  title: 'Short',
  sample: true,
  notice: 'For a test.',
  basis: 'Made up.',
  placeholders: { emergencyNumber: 'the number', poisonLine: 'the line' },
  sources: [{ id: 'nobody', publisher: 'Nobody', title: 'Nothing', year: 2026 }],
  categories: [
    {
      category: { id: 'all', title: 'All' },
      topics: topics.map(({ id: topicId, title, paragraphs }) => ({
        ...{ id: topicId, title, sources: ['nobody'] },
        paragraphs: [...paragraphs],
      })),
    },
  ],
});

/** The first topics of the bundled curriculum, under a name of their own. */
export const shortCurriculum = (count: number, id = 'short'): Curriculum =>
  parseCurriculum(asFiles(loadCurriculum('first-aid').topics.slice(0, count), id));
