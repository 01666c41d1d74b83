import type { Pool } from 'pg';
import type { Ai } from '../../ai/create-ai';
import type { AiCall } from '../../ai/usage';
import type { Config } from '../../config';
import type { ScheduleService } from '../../schedules/create-schedules';
import { loadWordTable } from '../../text/word-table';
import { newsEnginesOf } from '../news-engines';
import type { Answerer } from './answerer';
import { createBuiltInAnswerer } from './built-in-answerer';
import { createGatherOnDemand, type GatherOnDemand } from './gather-on-demand';
import { createNearestChunks } from './nearest-chunks';
import { createProviderAnswerer } from './provider-answerer';
import { type FoundNews, searchNews } from './search-news';

/** What questions are answered with; built once per process. */
export interface Asking {
  readonly gathering: GatherOnDemand;
  readonly answerer: Answerer;
  /** @throws ProviderError, BudgetExceeded where a provider embeds; the signal's reason once it aborts */
  search(question: string, call: AiCall): Promise<FoundNews>;
  /** Loads what the first question would else wait for. */
  warm(): Promise<void>;
}

export interface AskingParts {
  readonly pool: Pool;
  readonly ai: Ai;
  readonly config: Pick<Config, 'news' | 'worker'>;
  readonly schedules: Pick<ScheduleService, 'trigger'>;
}

export const createAsking = ({ pool, ai, config, schedules }: AskingParts): Asking => {
  const { model } = ai;
  const { embedder } = newsEnginesOf(ai, config.news);
  const parts = { pool, embedder, nearest: createNearestChunks(pool) };
  return {
    gathering: createGatherOnDemand({ pool, config, schedules }),
    answerer: model ? createProviderAnswerer(model) : createBuiltInAnswerer(),
    search: (question, call) => searchNews(parts, question, call),
    warm: async () => {
      await loadWordTable();
    },
  };
};
