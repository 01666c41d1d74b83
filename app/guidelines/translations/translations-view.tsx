'use client';

import { JobLine } from '#components/job-line';
import { useMessages } from '#components/messages';
import { CoverageTable, type UnderWay } from '#components/translations/coverage-table';
import { TranslateForm, type TranslateRequest } from '#components/translations/translate-form';
import { Link } from '#components/ui/link';
import { Panel } from '#components/ui/panel';
import { languageCodes, languageOf } from '#contracts/guideline-languages';
import type { Coverage } from '#contracts/guideline-translations';
import type { ClientJob, RequestFailure } from '#hooks/jobs-api';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { jobHref } from '../../_lib/jobs-api';
import { useCoverage } from './use-coverage';

interface TranslationsViewProps {
  initial: Coverage;
  isAdmin: boolean;
}

/** How much of the guidelines each language has, and the button that brings the rest. */
export function TranslationsView({ initial, isAdmin }: TranslationsViewProps) {
  const { translations: words, studio } = useMessages();
  const { jobs, createJob } = useBackgroundJobs({ types: ['translate'] });
  const job = jobs[0];
  const coverage = useCoverage(initial, job);
  const start = async ({ languages, dryRun }: TranslateRequest): Promise<string | null> => {
    const all = languages.length === languageCodes.length;
    try {
      await createJob({ type: 'translate', dryRun, ...(all ? {} : { languages }) });
      return null;
    } catch (error) {
      const { code, message } = error as RequestFailure;
      return code === 'offline' ? studio.notStartedOffline : words.form.failed(message);
    }
  };
  return (
    <>
      <nav className="crumb" aria-label={words.guidelines}>
        <Link href="/guidelines">{words.guidelines}</Link>
      </nav>
      <div className="pagehead">
        <h1>{words.title}</h1>
        <p>{words.lead(coverage.segments, coverage.topics, coverage.languages.length)}</p>
      </div>
      <div className="translations">
        {isAdmin && (
          <Panel title={words.form.title}>
            <TranslateForm
              onStart={start}
              status={job ? <JobLine job={job} href={jobHref(job.id)} /> : null}
            />
          </Panel>
        )}
        <Panel title={words.caption} flush>
          <CoverageTable
            coverage={coverage}
            underWay={underWayOf(job)}
            hrefOf={(code) => `/guidelines/translations/${code}`}
          />
        </Panel>
      </div>
    </>
  );
}

/** The language a running job is at: its step bears the language's name. */
function underWayOf(job: ClientJob | undefined): UnderWay | null {
  if (job?.status !== 'running') return null;
  const { message, step } = job.progress;
  const code = languageCodes.find((one) => languageOf(one).name === step?.name);
  return code === undefined ? null : { code, message: message.replace(/^[^:]*: /, '') };
}
