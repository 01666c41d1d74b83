import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContentLanguage, contentLanguages } from '#contracts/languages';
import { type StoredLesson, storedLessonSchema } from '#contracts/stored-lesson';
import { createLanguageUseStore } from '#platform/languages/language-use-store';
import { createObjects } from '#platform/objects/create-objects';
import type { Objects } from '#platform/objects/objects';
import type { WorkerDeps } from '#worker/job-handler';
import { testConfig } from '../../helpers/test-config';
import { type GuidelinesWorld, startGuidelinesWorld } from './guidelines-world';

/** A database, a provider, object storage in a folder of its own, and handlers' dependencies over them. */
export interface LanguagesWorld extends Omit<GuidelinesWorld, 'deps'> {
  readonly objects: Objects;
  deps(engine: 'built-in' | 'compatible'): Promise<WorkerDeps>;
  keys(lang: ContentLanguage): Promise<string[]>;
  lesson(key: string): Promise<StoredLesson>;
  setFrequent(...codes: ContentLanguage[]): Promise<void>;
  /** Empties tables and storage. */
  clear(): Promise<void>;
}

const ALL_TABLES = `content_languages, language_evaluations, content_lessons, content_translations,
  translation_memory, language_use`;

export const startLanguagesWorld = async (): Promise<LanguagesWorld> => {
  const [world, dataDir] = await Promise.all([
    startGuidelinesWorld(),
    mkdtemp(join(tmpdir(), 'jobwire-languages-')),
  ]);
  const stores = { redis: 'redis://127.0.0.1:1', postgres: 'postgres://127.0.0.1:1/none' };
  const objects = createObjects(testConfig(stores, { DATA_DIR: dataDir }));
  const { pool } = world;
  return {
    ...world,
    objects,
    deps: async (engine) => ({
      ...(await world.deps(engine)),
      objects,
      languageUse: createLanguageUseStore(pool),
    }),
    keys: async (lang) => {
      const { objects: found } = await objects.list(`content/${lang}/`);
      return found.map(({ key }) => key).sort();
    },
    lesson: async (key) => {
      const stored = await objects.get(key);
      return storedLessonSchema.parse(JSON.parse(Buffer.from(stored?.body ?? []).toString()));
    },
    setFrequent: async (...codes) => {
      await pool.query(
        `insert into content_languages (code, status)
        select code, case when code = any($2) then 'frequent' else 'occasional' end from unnest($1::text[]) code
        on conflict (code) do update set status = excluded.status`,
        [contentLanguages, codes],
      );
    },
    clear: async () => {
      world.stub.requests.length = 0;
      world.stub.faults.length = 0;
      await pool.query(`truncate ${ALL_TABLES}`);
      await objects.deletePrefix('content/');
    },
    stop: async () => {
      await world.stop();
      await objects.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
