'use client';

import { type ReactNode, useState } from 'react';
import { type LanguageCode, languageOf } from '#contracts/guideline-languages';
import type { EditableSegment, TranslationState } from '#contracts/guideline-translations';
import { useMessages } from '../messages';
import { type GlyphState, StateGlyph } from '../state-glyph';
import { TextButton } from '../ui/button';
import { type ApprovalRefusal, TranslationEditor } from './translation-editor';

/** Glyphs of job states lend their shapes: done, in doubt, waiting, set aside, not begun. */
const glyphs: Readonly<Record<TranslationState, GlyphState>> = {
  translated: 'completed',
  'needs-review': 'retrying',
  'needs-provider': 'pending',
  outdated: 'cancelled',
  untranslated: 'scheduled',
};

export function TranslationStateBadge({ state }: { state: TranslationState }) {
  const { states } = useMessages().translations;
  return (
    <span className="badge" data-state={glyphs[state]}>
      <StateGlyph state={glyphs[state]} />
      {states[state]}
    </span>
  );
}

export interface SegmentCardProps {
  segment: EditableSegment;
  language: LanguageCode;
  /** Title of the guideline it belongs to. */
  topic: string;
  /** Null where the reader may not edit. */
  onApprove: ((text: string, despiteProblems: boolean) => Promise<ApprovalRefusal | null>) | null;
}

/** One segment: the English beside what has become of it. */
export function SegmentCard({ segment, language, topic, onApprove }: SegmentCardProps) {
  const { translations: words } = useMessages();
  const [editing, setEditing] = useState(false);
  const part = segment.key.split('/')[1] ?? '';
  return (
    <li className="segment" data-segment={segment.key} data-translation={segment.state}>
      <p className="seghead">
        <span className="medium" lang="en" dir="ltr">
          {topic}
        </span>
        <span className="muted">{words.list.part(part)}</span>
        <TranslationStateBadge state={segment.state} />
        <Origin segment={segment} />
      </p>
      <p className="source" lang="en" dir="ltr">
        {segment.source}
      </p>
      <div className="target">
        {editing && onApprove ? (
          <TranslationEditor
            segment={segment}
            language={language}
            onApprove={onApprove}
            onClose={() => setEditing(false)}
          />
        ) : (
          <Target segment={segment} language={language}>
            {onApprove && (
              <Actions segment={segment} onEdit={() => setEditing(true)} onApprove={onApprove} />
            )}
          </Target>
        )}
      </div>
    </li>
  );
}

function Origin({ segment: { origin, engine, text } }: { segment: EditableSegment }) {
  const { list } = useMessages().translations;
  if (text === null) return null;
  if (origin === 'memory') return <span className="xs muted">{list.approvedBy}</span>;
  return engine === null ? null : <span className="xs muted">{list.madeBy(engine)}</span>;
}

interface TargetProps {
  segment: EditableSegment;
  language: LanguageCode;
  children: ReactNode;
}

function Target({ segment, language, children }: TargetProps) {
  const { list } = useMessages().translations;
  const { text, pseudo, problems } = segment;
  const { dir } = languageOf(language);
  return (
    <>
      {text === null ? (
        <p className="note">{list.noText}</p>
      ) : (
        <p lang={language} dir={dir}>
          {text}
        </p>
      )}
      {problems.length > 0 && (
        <p className="xs problems">
          {list.problems} <bdi lang="en">{problems.join('; ')}</bdi>
        </p>
      )}
      {pseudo !== null && (
        <p className="pseudo">
          <span className="chip">{list.dryRun}</span> <bdi dir={dir}>{pseudo}</bdi>
        </p>
      )}
      {children}
    </>
  );
}

interface ActionsProps {
  segment: EditableSegment;
  onEdit: () => void;
  onApprove: NonNullable<SegmentCardProps['onApprove']>;
}

function Actions({ segment, onEdit, onApprove }: ActionsProps) {
  const { edit } = useMessages().translations;
  const [refused, setRefused] = useState<string | null>(null);
  const { text, origin, state } = segment;
  const approvable = text !== null && state === 'translated' && origin === 'provider';
  const approve = async () => {
    if (text === null) return;
    setRefused((await onApprove(text, false))?.message ?? null);
  };
  return (
    <p className="cluster">
      {approvable && <TextButton onClick={approve}>{edit.approve}</TextButton>}
      <TextButton onClick={onEdit}>{text === null ? edit.write : edit.open}</TextButton>
      {refused !== null && (
        <span className="xs problems" role="alert">
          {refused}
        </span>
      )}
    </p>
  );
}
