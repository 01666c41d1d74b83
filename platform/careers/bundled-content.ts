import { createHash } from 'node:crypto';
import fields from '#content/careers/fields.json' with { type: 'json' };
import industries from '#content/careers/industries.json' with { type: 'json' };
import data from '#content/careers/occupations/data.json' with { type: 'json' };
import design from '#content/careers/occupations/design.json' with { type: 'json' };
import engineering from '#content/careers/occupations/engineering.json' with { type: 'json' };
import finance from '#content/careers/occupations/finance.json' with { type: 'json' };
import health from '#content/careers/occupations/health.json' with { type: 'json' };
import infrastructure from '#content/careers/occupations/infrastructure.json' with { type: 'json' };
import marketing from '#content/careers/occupations/marketing.json' with { type: 'json' };
import people from '#content/careers/occupations/people.json' with { type: 'json' };
import product from '#content/careers/occupations/product.json' with { type: 'json' };
import security from '#content/careers/occupations/security.json' with { type: 'json' };
import software from '#content/careers/occupations/software.json' with { type: 'json' };
import relations from '#content/careers/relations.json' with { type: 'json' };
import skills from '#content/careers/skills.json' with { type: 'json' };
import source from '#content/careers/source.json' with { type: 'json' };
import { type CareersContent, careersContentSchema } from './content-schema';

/** Raised whenever the shape of the seeded rows changes while the content does not. */
const SEED_VERSION = 1;

export interface BundledContent extends CareersContent {
  /** Changes with any fact: tells whether a database already holds this content. */
  readonly contentHash: string;
}

/** The occupation table as shipped. @throws ZodError where a content file does not fit its shape */
export const loadBundledContent = (): BundledContent => {
  const content = careersContentSchema.parse({
    source,
    fields,
    occupations: [
      ...software,
      ...data,
      ...infrastructure,
      ...security,
      ...design,
      ...product,
      ...marketing,
      ...finance,
      ...people,
      ...health,
      ...engineering,
    ],
    skills,
    relations,
    industries,
  });
  const contentHash = createHash('sha256')
    .update(JSON.stringify([SEED_VERSION, content]))
    .digest('hex');
  return { ...content, contentHash };
};
