'use client';

import { OperateNav } from '#components/admin/operate-nav';
import { EvaluationHistory } from '#components/languages/evaluation-history';
import { LanguageRules } from '#components/languages/language-rules';
import { LanguageTable } from '#components/languages/language-table';
import { useMessages } from '#components/messages';
import { Panel } from '#components/ui/panel';
import type { LanguagesReport } from '#contracts/languages';
import { may, type Role } from '#contracts/roles';
import { jobHref } from '../_lib/jobs-api';
import { operatePlaces } from '../admin/operate-places';
import { useRefreshed } from '../schedules/use-refreshed';
import { LanguageRunView } from './language-run-view';
import { readLanguagesNow } from './languages-api';

interface LanguagesViewProps {
  initial: LanguagesReport;
  role: Role;
}

/** Which languages are frequent and why, what is stored of them, and the buttons that see to both. */
export function LanguagesView({ initial, role }: LanguagesViewProps) {
  const { languages: words } = useMessages();
  const { value: report, stale, refresh } = useRefreshed(initial, readLanguagesNow);
  const mayRun = may(role, 'run-schedules');
  const lastOf = (type: string) => report.jobs.find((job) => job.type === type)?.jobId ?? null;
  return (
    <>
      <OperateNav current="languages" places={operatePlaces(role)} />
      <div className="pagehead">
        <h1>{words.title}</h1>
        <p>{words.lead(report.window.days)}</p>
      </div>
      <p className="schedulenotice" role="status">
        {stale ? words.stale : null}
      </p>
      <div className="languages">
        <Panel title={words.runs.title}>
          <div className="languageruns">
            <LanguageRunView
              schedule="evaluation"
              title={words.runs.evaluation}
              hint={words.runs.evaluationHint}
              action={mayRun ? words.runs.evaluate : null}
              lastJobId={lastOf('language-evaluation')}
              onChange={refresh}
            />
            <LanguageRunView
              schedule="preload"
              title={words.runs.preload}
              hint={words.runs.preloadHint}
              action={mayRun ? words.runs.preloadNow : null}
              lastJobId={lastOf('preload-languages')}
              onChange={refresh}
            />
          </div>
        </Panel>
        <Panel title={words.caption} aside={words.totals(report.totalUses, report.otherUses)} flush>
          <LanguageTable report={report} />
        </Panel>
        <Panel title={words.history.title} flush>
          <EvaluationHistory evaluations={report.evaluations} jobHref={jobHref} />
        </Panel>
        <Panel title={words.rules.title}>
          <LanguageRules report={report} />
        </Panel>
      </div>
    </>
  );
}
