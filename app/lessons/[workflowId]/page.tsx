import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServerNow } from '#components/job-time';
import { workflowIdSchema } from '#contracts/lessons';
import { bundledCurriculum } from '#platform/lessons/curriculum';
import { readLessonPlansStatus } from '#platform/lessons/lesson-workflows';
import { moduleOutlines } from '#platform/lessons/module-outlines';
import { requireUser } from '../../_lib/current-user';
import { platform } from '../../api/_lib/platform';
import '../lessons.css';
import { WorkflowView } from './workflow-view';

interface WorkflowPageProps {
  params: Promise<{ workflowId: string }>;
}

/** A workflow's id as it stands in the address; null where it cannot be one. */
const idOf = async ({ params }: WorkflowPageProps): Promise<string | null> =>
  workflowIdSchema.safeParse((await params).workflowId).data ?? null;

export async function generateMetadata(props: WorkflowPageProps): Promise<Metadata> {
  return { title: (await idOf(props)) ?? undefined };
}

/** One workflow: its modules, as they fill. One that nobody has begun can be started here. */
export default async function WorkflowPage(props: WorkflowPageProps) {
  const workflowId = await idOf(props);
  const { userId, role } = await requireUser(workflowId ? `/lessons/${workflowId}` : '/lessons');
  if (workflowId === null) notFound();
  const who = { userId, role, via: 'session' } as const;
  const status = await readLessonPlansStatus(await platform(), who, workflowId);
  const curriculum = bundledCurriculum();
  return (
    <ServerNow serverNow={Date.now()}>
      <WorkflowView
        title={curriculum.title}
        note={curriculum.source.note}
        modules={moduleOutlines(curriculum)}
        initialStatus={status}
      />
    </ServerNow>
  );
}
