import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { GuidelinePage } from '#components/guidelines/guideline-page';
import { ServerNow } from '#components/job-time';
import { loadCurriculum } from '#platform/guidelines/curriculum';
import { readGuideline } from '#platform/guidelines/read-guidelines';
import { createTopicStore } from '#platform/guidelines/topic-store';
import { requireUser } from '../../_lib/current-user';
import { platform } from '../../api/_lib/platform';
import '../guidelines.css';

interface TopicPageProps {
  params: Promise<{ id: string }>;
}

const findTopic = async (params: TopicPageProps['params']) => {
  const { id } = await params;
  const curriculum = loadCurriculum('first-aid');
  return { id, curriculum, topic: curriculum.topics.find((one) => one.id === id) };
};

export async function generateMetadata({ params }: TopicPageProps): Promise<Metadata> {
  const { topic } = await findTopic(params);
  return topic ? { title: topic.title } : {};
}

/** One topic: its text, and what has been learnt of it. */
export default async function TopicPage({ params }: TopicPageProps) {
  const { id, curriculum, topic } = await findTopic(params);
  await requireUser(`/guidelines/${encodeURIComponent(id)}`);
  if (!topic) notFound();
  const { pool } = await platform();
  const guideline = await readGuideline(createTopicStore(pool), curriculum, topic);
  return (
    <ServerNow serverNow={Date.now()}>
      <GuidelinePage guideline={guideline} listHref="/guidelines" />
    </ServerNow>
  );
}
