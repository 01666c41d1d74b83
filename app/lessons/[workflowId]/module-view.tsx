'use client';

import { useEffect, useState } from 'react';
import { LessonPlan } from '#components/lessons/lesson-plan';
import { type ModuleOutline, ModuleRow } from '#components/lessons/module-row';
import { useMessages } from '#components/messages';
import { EngineNote } from '#components/results/result-parts';
import { TextButton } from '#components/ui/button';
import { foreign } from '#components/ui/field';
import type { LessonPlansData, LessonPlansStatus } from '#contracts/lessons';
import { useJob } from '#hooks/use-job';
import { jobHref } from '../../_lib/jobs-api';
import { readModule } from '../lessons-api';

type PlannedModule = LessonPlansData['modules'][number];

interface ModuleViewProps {
  workflowId: string;
  index: number;
  module: ModuleOutline;
  /** Its latest job; undefined where it has none. */
  detail: LessonPlansStatus['jobs']['details'][number] | undefined;
}

/** One module, live; its lessons are read when it is opened. */
export function ModuleView({ workflowId, index, module, detail }: ModuleViewProps) {
  const [open, setOpen] = useState(false);
  const isDone = detail?.state === 'completed';
  // The row of a live job moves by itself; one that has ended is as the workflow says.
  const live = useJob(detail && !isDone ? detail.jobId : null, (job) => job?.progress.percent);
  return (
    <ModuleRow
      module={module}
      state={detail?.state ?? null}
      percent={live ?? detail?.progress ?? 0}
      jobHref={detail ? jobHref(detail.jobId) : null}
      onToggle={setOpen}
    >
      {open && isDone && <Lessons workflowId={workflowId} index={index} />}
    </ModuleRow>
  );
}

function Lessons({ workflowId, index }: { workflowId: string; index: number }) {
  const { modules: words } = useMessages().lessons;
  const [module, setModule] = useState<PlannedModule | 'unreadable'>();
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is what `asked` is for
  useEffect(() => {
    const stop = new AbortController();
    readModule(workflowId, index, stop.signal).then(
      (found) => setModule(found ?? 'unreadable'),
      () => {
        if (!stop.signal.aborted) setModule('unreadable');
      },
    );
    return () => stop.abort();
  }, [workflowId, index, asked]);
  if (module === undefined) {
    return (
      <p className="note xs muted" role="status">
        {words.loading}
      </p>
    );
  }
  if (module === 'unreadable') {
    return (
      <p className="note xs" role="alert">
        {words.unreadable}{' '}
        <TextButton onClick={() => setAsked(asked + 1)}>{words.again}</TextButton>
      </p>
    );
  }
  return <Planned module={module} />;
}

function Planned({ module }: { module: PlannedModule }) {
  const { lessons: words } = useMessages();
  const { coverage: report } = words;
  const { outcomes, topics, minutes } = module.coverage;
  return (
    <div className="moduleplan">
      <p className="xs muted">
        {report.line(
          report.of(outcomes.taught, outcomes.of),
          report.of(topics.taught, topics.of),
          report.of(minutes.planned, minutes.asked),
        )}
      </p>
      <h3>{words.module.outcomes}</h3>
      <ul className="outcomes">
        {module.outcomes.map(({ id, text, level }) => (
          <li key={id}>
            <span className="mono subtle xs">{id}</span>
            <span {...foreign('en')}>{text}</span>
            <span className="chip">{words.levels[level]}</span>
          </li>
        ))}
      </ul>
      <h3>{words.module.lessons}</h3>
      <div className="lessonlist">
        {module.lessons.map((lesson) => (
          <LessonPlan key={lesson.no} lesson={lesson} />
        ))}
      </div>
      <EngineNote engine={module.engine} />
    </div>
  );
}
