import { z } from 'zod';
import { askResultSchema, questionSchema } from '../ask';
import { defineJob } from '../define-job';

/** Answers a question from the stored news, with its sources. */
export const ask = defineJob({
  type: 'ask',
  system: 'news',
  title: 'Ask the news',
  summary: 'Finds the passages of the stored news that answer a question, and answers with them.',
  input: z.strictObject({
    question: questionSchema.meta({
      title: 'Question',
      description: 'Answered from the stored articles alone.',
      examples: ['Why was the harbour bridge closed?'],
    }),
  }),
  output: askResultSchema,
  limits: {
    attempts: 2,
    timeoutMs: 120_000,
    backoffMs: 500,
    startsPerMinute: 30,
    express: true,
  },
  role: 'user',
  headline: ({ outcome, citations, question }) => {
    if (outcome === 'empty') return 'No article is stored yet';
    if (outcome === 'not-found') return `No stored article answers “${question}”`;
    return `${citations.length === 1 ? '1 source' : `${citations.length} sources`} for “${question}”`;
  },
});
