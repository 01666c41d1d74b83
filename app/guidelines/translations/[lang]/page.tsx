import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { languageOf } from '#contracts/guideline-languages';
import { translationStateSchema } from '#contracts/guideline-translations';
import { curriculumIds } from '#contracts/guidelines';
import { languageCodeSchema } from '#contracts/language-code';
import { messagesFor } from '#contracts/messages/index';
import { may } from '#contracts/roles';
import { loadCurriculum } from '#platform/guidelines/curriculum';
import { hideDrafts, listSegments } from '#platform/guidelines/translation/read-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { requireUser } from '../../../_lib/current-user';
import { readPreferences } from '../../../_lib/preferences';
import { platform } from '../../../api/_lib/platform';
import { SegmentsView } from './segments-view';
import '../translations.css';

const PAGE_SEGMENTS = 20;

interface LanguagePageProps {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: LanguagePageProps): Promise<Metadata> {
  const { locale } = await readPreferences();
  const code = languageCodeSchema.safeParse((await params).lang);
  const { title } = messagesFor(locale).translations;
  return { title: code.success ? `${languageOf(code.data).nativeName}, ${title}` : title };
}

/** The segments of one language beside their English; admins mend and approve here. */
export default async function LanguagePage({ params, searchParams }: LanguagePageProps) {
  const code = languageCodeSchema.safeParse((await params).lang);
  if (!code.success) notFound();
  const lang = code.data;
  const { role } = await requireUser(`/guidelines/translations/${lang}`);
  const { state, offset } = await searchParams;
  const asked = translationStateSchema.safeParse(state);
  const from = Number(offset);
  const query = {
    state: asked.success ? asked.data : undefined,
    topic: undefined,
    offset: Number.isInteger(from) && from > 0 && from <= 100_000 ? from : 0,
    limit: PAGE_SEGMENTS,
  };
  const { pool } = await platform();
  const list = await listSegments(createTranslationStore(pool), loadSourceText(), lang, query);
  const topics = curriculumIds.flatMap((id) => loadCurriculum(id).topics);
  return (
    <SegmentsView
      key={`${lang} ${query.state ?? ''} ${query.offset}`}
      list={may(role, 'edit-content') ? list : hideDrafts(list)}
      state={query.state ?? null}
      offset={query.offset}
      limit={query.limit}
      titles={Object.fromEntries(topics.map(({ id, title }) => [id, title]))}
      isAdmin={may(role, 'edit-content')}
    />
  );
}
