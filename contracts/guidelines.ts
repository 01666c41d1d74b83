import { z } from 'zod';

/** The curricula that are bundled. */
export const curriculumIds = ['first-aid'] as const;
export type CurriculumId = (typeof curriculumIds)[number];
export const curriculumIdSchema = z.enum(curriculumIds);
