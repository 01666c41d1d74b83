'use client';

import { CircleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { type ListedWorkflow, WorkflowList } from '#components/lessons/workflow-list';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { describedBy, Field, foreign } from '#components/ui/field';
import { Form } from '#components/ui/form';
import { Panel } from '#components/ui/panel';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { startWorkflow, workflowHref } from './lessons-api';

interface LessonsViewProps {
  curriculum: { title: string; modules: number; note: string };
  workflows: readonly ListedWorkflow[];
}

/** All workflows of a person, and a form that starts another. */
export function LessonsView({ curriculum, workflows }: LessonsViewProps) {
  const { lessons: words } = useMessages();
  const router = useRouter();
  // Figures of the list change with each module that is done.
  useBackgroundJobs({ types: ['lesson-plans'], onComplete: () => router.refresh() });
  return (
    <>
      <div className="pagehead">
        <h1>{words.title}</h1>
        <p>{words.lead(curriculum.title, curriculum.modules)}</p>
      </div>
      <div className="lessonspage">
        <WorkflowList workflows={workflows} hrefOf={workflowHref} />
        <div className="side">
          <NewWorkflow taken={workflows.map(({ id }) => id)} />
          <p className="xs muted">
            <b>{words.sample}.</b> <span {...foreign('en')}>{curriculum.note}</span>
          </p>
        </div>
      </div>
    </>
  );
}

const WORKFLOW_ID = /^[A-Za-z0-9_-]{1,100}$/;

/** A name nobody has to think about: the first of its kind that is free. */
const freeName = (taken: readonly string[]): string => {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? 'web-basics' : `web-basics-${n}`;
    if (!taken.includes(name)) return name;
  }
};

function NewWorkflow({ taken }: { taken: readonly string[] }) {
  const { newWorkflow: words } = useMessages().lessons;
  const router = useRouter();
  const id = useId();
  const [name, setName] = useState(() => freeName(taken));
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [invalid, setInvalid] = useState(false);
  const start = async () => {
    if (waiting) return;
    setProblem(null);
    if (!WORKFLOW_ID.test(name)) return setInvalid(true);
    setWaiting(true);
    try {
      await startWorkflow(name);
      router.push(workflowHref(name));
    } catch (error) {
      setProblem(words.failed((error as Error).message));
      setWaiting(false);
    }
  };
  const error = invalid ? words.invalid : undefined;
  return (
    <Panel title={words.title}>
      <Form className="newworkflow" onSubmit={start} noValidate data-new-workflow>
        <Field id={id} label={words.label} hint={words.hint} error={error}>
          <input
            className="input mono"
            id={id}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setInvalid(false);
            }}
            {...describedBy(id, { hint: words.hint, error })}
          />
        </Field>
        <Button type="submit" waiting={waiting}>
          {words.start}
        </Button>
        {problem && (
          <p className="problem" role="alert">
            <CircleAlert className="i" aria-hidden="true" />
            {problem}
          </p>
        )}
      </Form>
    </Panel>
  );
}
