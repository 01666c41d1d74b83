'use client';

import { CircleAlert, Download } from 'lucide-react';
import { useState } from 'react';
import { CoverageReport } from '#components/lessons/coverage-report';
import type { ModuleOutline } from '#components/lessons/module-row';
import { useMessages } from '#components/messages';
import { ProgressBar } from '#components/progress-bar';
import { StateBadge } from '#components/state-badge';
import type { GlyphState } from '#components/state-glyph';
import { Button } from '#components/ui/button';
import { foreign } from '#components/ui/field';
import { Link } from '#components/ui/link';
import { Panel } from '#components/ui/panel';
import type { LessonPlansStatus } from '#contracts/lessons';
import { type UseLessonPlansResult, useLessonPlans } from '#hooks/use-lesson-plans';
import { exportHref } from '../lessons-api';
import { ModuleView } from './module-view';

interface WorkflowViewProps {
  title: string;
  note: string;
  modules: readonly ModuleOutline[];
  initialStatus: LessonPlansStatus;
}

/** A workflow as the server read it and then as it moves. */
export function WorkflowView({ title, note, modules, initialStatus }: WorkflowViewProps) {
  const { lessons: words } = useMessages();
  const plans = useLessonPlans(initialStatus.workflowId, { initialStatus });
  const status = plans.status ?? initialStatus;
  return (
    <>
      <WorkflowHead title={title} status={status} plans={plans} />
      <div className="workflow">
        <Panel title={words.modules.title} flush>
          <ol className="modules">
            {modules.map((module, index) => (
              <ModuleView
                key={module.code}
                workflowId={status.workflowId}
                index={index}
                module={module}
                detail={status.jobs.details.find(({ moduleIndex }) => moduleIndex === index)}
              />
            ))}
          </ol>
        </Panel>
        <div className="side">
          <Progress status={status} plans={plans} />
          <Coverage modules={modules} status={status} />
          <p className="xs muted">
            <b>{words.sample}.</b> <span {...foreign('en')}>{note}</span>
          </p>
        </div>
      </div>
    </>
  );
}

const glyphs: Record<LessonPlansStatus['status'], GlyphState> = {
  pending: 'scheduled',
  in_progress: 'running',
  complete: 'completed',
  failed: 'failed',
};

interface PartProps {
  status: LessonPlansStatus;
  plans: UseLessonPlansResult;
}

function WorkflowHead({ title, status, plans }: PartProps & { title: string }) {
  const { lessons: words } = useMessages();
  const { workflowId, modulesGenerated } = status;
  return (
    <>
      <nav className="crumb">
        <Link href="/lessons">{words.title}</Link>
        <span aria-hidden="true">/</span>
        <bdi className="mono">{workflowId}</bdi>
      </nav>
      <div className="pagehead workflowhead" data-workflow-status={status.status}>
        <h1 {...foreign('en')}>{title}</h1>
        <StateBadge state={glyphs[status.status]} percent={plans.progressPercentage} tint>
          {words.status[status.status]}
        </StateBadge>
        <div className="push cluster">
          {modulesGenerated > 0 && <Exports workflowId={workflowId} />}
          <StartButton status={status} plans={plans} />
        </div>
      </div>
    </>
  );
}

function Exports({ workflowId }: { workflowId: string }) {
  const { exports: words } = useMessages().lessons;
  return (
    <>
      {(['markdown', 'docx'] as const).map((format) => (
        <a
          key={format}
          className="button"
          data-v="outline"
          href={exportHref(workflowId, format)}
          aria-label={`${words.label}: ${words[format]}`}
          download
        >
          <Download className="i" aria-hidden="true" />
          {words[format]}
        </a>
      ))}
    </>
  );
}

/** Begins, goes on or tries again; not there while there is nothing to start. */
function StartButton({ status, plans }: PartProps) {
  const { actions } = useMessages().lessons;
  const [waiting, setWaiting] = useState(false);
  if (status.status === 'complete' || status.status === 'in_progress') return null;
  const begun = status.modulesGenerated > 0 || status.jobs.total > 0;
  const label = status.status === 'failed' ? actions.retry : begun ? actions.goOn : actions.start;
  const start = async () => {
    setWaiting(true);
    // Why it failed is in the state of the hook, and shown with it.
    await plans.start().catch(() => {});
    setWaiting(false);
  };
  return (
    <Button waiting={waiting} onClick={start}>
      {label}
    </Button>
  );
}

function Progress({ status, plans }: PartProps) {
  const { lessons: words, time } = useMessages();
  const { progressPercentage, estimatedTimeRemaining, error } = plans;
  const state = glyphs[status.status];
  return (
    <Panel
      title={words.progress.title}
      aside={words.progress.modules(status.modulesGenerated, status.totalModules)}
    >
      <div className="workflowprogress">
        <p className="cluster xs muted">
          <bdi>{time.percent(progressPercentage)}</bdi>
          {status.status === 'in_progress' && estimatedTimeRemaining !== null && (
            <span className="push">{time.left(estimatedTimeRemaining)}</span>
          )}
        </p>
        <ProgressBar label={words.progress.bar} state={state} percent={progressPercentage} />
        <dl className="totals">
          <div>
            <dt>{words.totals.lessons}</dt>
            <dd>{time.count(status.totalLessons)}</dd>
          </div>
          <div>
            <dt>{words.totals.hours}</dt>
            <dd>{time.count(status.totalContactHours)}</dd>
          </div>
        </dl>
        {status.status === 'failed' && <p className="xs">{words.progress.stopped}</p>}
        {error && (
          <p className="problem" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            {words.progress.failed(error.message)}
          </p>
        )}
      </div>
    </Panel>
  );
}

/** A module is kept only when it is covered, so what is taught follows from which modules are there. */
function Coverage({
  modules,
  status,
}: {
  modules: readonly ModuleOutline[];
  status: LessonPlansStatus;
}) {
  const done = new Set(
    status.jobs.details
      .filter(({ state }) => state === 'completed')
      .map(({ moduleIndex }) => moduleIndex),
  );
  const sum = (of: (module: ModuleOutline) => number, only?: Set<number>) =>
    modules.reduce((all, one, index) => (only && !only.has(index) ? all : all + of(one)), 0);
  const minutes = (module: ModuleOutline) => Math.round(module.contactHours * 60);
  return (
    <CoverageReport
      coverage={{
        outcomes: { taught: sum((one) => one.outcomes, done), of: sum((one) => one.outcomes) },
        topics: { taught: sum((one) => one.topics, done), of: sum((one) => one.topics) },
        minutes: { planned: sum(minutes, done), asked: sum(minutes) },
      }}
    />
  );
}
