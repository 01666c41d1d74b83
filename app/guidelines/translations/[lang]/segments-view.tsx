'use client';

import { useState } from 'react';
import { useMessages } from '#components/messages';
import { LanguageName } from '#components/translations/language-name';
import { SegmentCard } from '#components/translations/segment-card';
import type { ApprovalRefusal } from '#components/translations/translation-editor';
import { ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { Link } from '#components/ui/link';
import { Panel } from '#components/ui/panel';
import type {
  EditableSegment,
  SegmentList,
  TranslationState,
} from '#contracts/guideline-translations';
import { ReadFailure } from '../../../_lib/read-json';
import { approveSegment } from '../translations-api';

interface SegmentsViewProps {
  list: SegmentList;
  state: TranslationState | null;
  offset: number;
  limit: number;
  /** Titles of the guidelines by id. */
  titles: Readonly<Record<string, string>>;
  isAdmin: boolean;
}

/** One page of a language's segments. The state and the place are in the address. */
export function SegmentsView({ list, state, offset, limit, titles, isAdmin }: SegmentsViewProps) {
  const { translations: words } = useMessages();
  const { language, total } = list;
  const { segments, approve } = useSegments(list);
  const hrefOf = pageHref(language);
  return (
    <>
      <nav className="crumb" aria-label={words.title}>
        <Link href="/guidelines">{words.guidelines}</Link>
        <span aria-hidden="true">/</span>
        <Link href="/guidelines/translations">{words.title}</Link>
      </nav>
      <div className="pagehead">
        <h1 className="langhead">
          <LanguageName code={language} />
        </h1>
      </div>
      <StateLinks chosen={state} hrefOf={(one) => hrefOf(one, 0)} />
      <Panel
        title={words.title}
        aside={
          total === 0 ? undefined : words.list.shown(offset + 1, offset + segments.length, total)
        }
        flush
      >
        {segments.length === 0 ? (
          <Empty title={words.list.nothing}>{words.list.nothingHint}</Empty>
        ) : (
          <ul className="segments">
            {segments.map((segment) => (
              <SegmentCard
                key={segment.key}
                segment={segment}
                language={language}
                topic={titles[segment.key.split('/')[0] ?? ''] ?? segment.key}
                onApprove={isAdmin ? (text, despite) => approve(segment, text, despite) : null}
              />
            ))}
          </ul>
        )}
      </Panel>
      <nav className="cluster pager" aria-label={words.list.shown(1, total, total)}>
        {offset > 0 && (
          <ButtonLink variant="outline" href={hrefOf(state, Math.max(0, offset - limit))}>
            {words.list.previous}
          </ButtonLink>
        )}
        {offset + limit < total && (
          <ButtonLink variant="outline" href={hrefOf(state, offset + limit)}>
            {words.list.next}
          </ButtonLink>
        )}
      </nav>
    </>
  );
}

const pageHref =
  (language: string) =>
  (state: TranslationState | null, offset: number): string => {
    const query = new URLSearchParams();
    if (state !== null) query.set('state', state);
    if (offset > 0) query.set('offset', String(offset));
    return `/guidelines/translations/${language}${query.size > 0 ? `?${query}` : ''}`;
  };

interface StateLinksProps {
  chosen: TranslationState | null;
  hrefOf: (state: TranslationState | null) => string;
}

function StateLinks({ chosen, hrefOf }: StateLinksProps) {
  const { translations: words } = useMessages();
  const states = [null, ...Object.keys(words.states)] as (TranslationState | null)[];
  return (
    <nav className="cluster statelinks" aria-label={words.stateLabel}>
      {states.map((state) => (
        <Link
          key={state}
          className="pill"
          href={hrefOf(state)}
          aria-current={state === chosen ? 'true' : undefined}
        >
          {state === null ? words.anyState : words.states[state]}
        </Link>
      ))}
    </nav>
  );
}

/** The page's segments, with what has been approved since. */
function useSegments(list: SegmentList) {
  const { edit } = useMessages().translations;
  const [segments, setSegments] = useState(list.segments);
  const approve = async (
    { key, sourceHash }: EditableSegment,
    text: string,
    despiteProblems: boolean,
  ): Promise<ApprovalRefusal | null> => {
    try {
      const approval = { text, sourceHash, despiteProblems };
      const { segment } = await approveSegment(list.language, key, approval);
      setSegments((all) => all.map((one) => (one.key === key ? segment : one)));
      return null;
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error;
      if (error.code === 'conflict') return { message: edit.changed, mayInsist: false };
      return { message: error.message, mayInsist: error.code === 'invalid_input' };
    }
  };
  return { segments, approve };
}
