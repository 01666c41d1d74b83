'use client';

import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { JobOutput, JobType } from '#contracts/jobs/index';
import { CopyButton } from './copy-button';
import { drawnState, type ShownJob } from './job-text';
import { JsonTree } from './json-tree';
import { useMessages } from './messages';
import { EngineNote } from './results/result-parts';
import { TextButton } from './ui/button';
import { rowsOf, ValueTable } from './value-table';

/**
 * Types with a page of their own, each in a file that only its readers load; the results of others are shown as a tree,
 * which needs no code.
 */
const pages: { readonly [T in JobType]?: ComponentType<{ output: JobOutput<T> }> } = {
  'resume-optimization': lazy(async () => ({
    default: (await import('./results/resume-optimization')).ResumeOptimizationResult,
  })),
  'skill-gap-analysis': lazy(async () => ({
    default: (await import('./results/skill-gap-analysis')).SkillGapAnalysisResult,
  })),
  'career-insights': lazy(async () => ({
    default: (await import('./results/career-insights')).CareerInsightsResult,
  })),
  'lesson-plans': lazy(async () => ({
    default: (await import('./results/lesson-plans')).LessonPlansResult,
  })),
  'news-ingestion': lazy(async () => ({
    default: (await import('./results/news-ingestion')).NewsIngestionResult,
  })),
  'language-evaluation': lazy(async () => ({
    default: (await import('./results/language-evaluation')).LanguageEvaluationResult,
  })),
  'language-cleanup': lazy(async () => ({
    default: (await import('./results/language-cleanup')).LanguageCleanupResult,
  })),
  'preload-languages': lazy(async () => ({
    default: (await import('./results/preload-languages')).PreloadLanguagesResult,
  })),
  train: lazy(async () => ({ default: (await import('./results/train')).TrainResult })),
  ask: lazy(async () => ({ default: (await import('./results/ask')).AskResult })),
  translate: lazy(async () => ({ default: (await import('./results/translate')).TranslateResult })),
};

const pageOf = (type: string): ComponentType<{ output: unknown }> | undefined =>
  Object.hasOwn(pages, type)
    ? (pages[type as JobType] as ComponentType<{ output: unknown }>)
    : undefined;

export interface ResultViewerProps {
  job: ShownJob;
  /** The result in the form its type has today; undefined where it does not have it. */
  read: (type: string, result: unknown) => unknown;
}

/** The result of a job: as a page where its form is known, else as JSON; or why there is none. */
export function ResultViewer({ job, read }: ResultViewerProps) {
  const { result: words } = useMessages().job;
  const [asJson, setAsJson] = useState(false);
  if (job.status !== 'completed') {
    return <p className="note">{words.none[drawnState(job)]}</p>;
  }
  if (job.resultOmitted && job.result === null) {
    return <ResultLoading />;
  }
  if (job.result === null || job.result === undefined) {
    return <p className="note">{words.none.completed}</p>;
  }
  const Page = pageOf(job.type);
  const output = Page && read(job.type, job.result);
  const page =
    Page && output !== undefined ? (
      <Suspense fallback={<ResultLoading />}>
        <Page output={output} />
      </Suspense>
    ) : null;
  return (
    <div className="result" data-result={page === null || asJson ? 'json' : job.type}>
      {page === null && Page && <p className="note">{words.tooOld}</p>}
      {page === null || asJson ? <AnyResult value={job.result} tree={asJson} /> : page}
      <div className="resultfoot">
        {job.engine && <EngineNote engine={job.engine} />}
        {page !== null && (
          <TextButton onClick={() => setAsJson(!asJson)}>
            {asJson ? words.asView : words.asJson}
          </TextButton>
        )}
        <CopyButton inline text={() => JSON.stringify(job.result, null, 2)}>
          {words.copy}
        </CopyButton>
      </div>
    </div>
  );
}

/** Says that a result is on its way. */
export function ResultLoading() {
  const { result } = useMessages().job;
  return (
    <p className="note" role="status">
      {result.loading}
    </p>
  );
}

/** A result whose form nobody described: text as text, plain rows as a table, the rest as a tree. */
function AnyResult({ value, tree }: { value: unknown; tree: boolean }) {
  const { result: words } = useMessages().job;
  const rows = tree ? null : rowsOf(value);
  if (rows) return <ValueTable rows={rows} label={words.json} />;
  if (!tree && typeof value === 'string') return <p className="plaintext">{value}</p>;
  return <JsonTree value={value} label={words.json} />;
}
