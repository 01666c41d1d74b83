import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { GuidelinePage } from '#components/guidelines/guideline-page';
import { ServerNow } from '#components/job-time';
import type { LanguageCode } from '#contracts/guideline-languages';
import { languageCodeSchema } from '#contracts/language-code';
import { loadCurriculum } from '#platform/guidelines/curriculum';
import { readGuideline } from '#platform/guidelines/read-guidelines';
import { createTopicStore } from '#platform/guidelines/topic-store';
import { translatedTopic } from '#platform/guidelines/translation/read-translations';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { requireUser } from '../../_lib/current-user';
import { readPreferences } from '../../_lib/preferences';
import { platform } from '../../api/_lib/platform';
import '../guidelines.css';

interface TopicPageProps {
  params: Promise<{ id: string }>;
  /** `lang`: the language to read it in; by default the interface's. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
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

/** The language asked for, else the interface's; null = English, and whatever is not translated into. */
const chooseLanguage = async (asked: unknown): Promise<LanguageCode | null> => {
  const chosen = languageCodeSchema.safeParse(asked ?? (await readPreferences()).locale);
  return chosen.success ? chosen.data : null;
};

/** One topic: its text, and what has been learnt of it. */
export default async function TopicPage({ params, searchParams }: TopicPageProps) {
  const { id, curriculum, topic } = await findTopic(params);
  await requireUser(`/guidelines/${encodeURIComponent(id)}`);
  if (!topic) notFound();
  const { pool } = await platform();
  const language = await chooseLanguage((await searchParams).lang);
  const [guideline, segments] = await Promise.all([
    readGuideline(createTopicStore(pool), curriculum, topic),
    translatedTopic(createTranslationStore(pool), curriculum, topic, language),
  ]);
  return (
    <ServerNow serverNow={Date.now()}>
      <GuidelinePage
        key={language}
        guideline={guideline}
        listHref="/guidelines"
        language={language}
        segments={segments}
      />
    </ServerNow>
  );
}
