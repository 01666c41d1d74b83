'use client';

import { useId } from 'react';
import { type LanguageCode, languageCodes, languageOf } from '#contracts/guideline-languages';
import type { TranslatedSegment } from '#contracts/guideline-translations';
import { keepUnits } from '../guidelines/keep-units';
import { useMessages } from '../messages';
import { Panel } from '../ui/panel';
import { useLanguageName } from './language-name';

interface TopicTextProps {
  /** Null = English. */
  language: LanguageCode | null;
  /** The title, then the paragraphs, each in the language or in English. */
  segments: readonly TranslatedSegment[];
}

/** A guideline's text in the chosen language; what is not translated is English and says so. */
export function TopicText({ language, segments }: TopicTextProps) {
  const { guidelines, translations } = useMessages();
  const { topic: words } = translations;
  const [title, ...paragraphs] = segments;
  const english = segments.filter(({ lang }) => lang === 'en').length;
  const machine = segments.filter(({ origin }) => origin === 'provider').length;
  return (
    <Panel title={guidelines.topic.text} tools={<LanguageSelect language={language} />}>
      {language !== null && english > 0 && (
        <p className="note untranslated">{words.untranslated(english, segments.length)}</p>
      )}
      {machine > 0 && <p className="note untranslated">{words.machine(machine)}</p>}
      <div className="prose">
        {language !== null && title?.lang === language && (
          <h3 {...inLanguage(title.lang)}>{title.text}</h3>
        )}
        {paragraphs.map(({ key, text, lang }) => (
          <p key={key} {...inLanguage(lang)} data-lang={lang}>
            {keepUnits(text)}
            {language !== null && lang === 'en' && (
              <span className="chip englishmark">{words.english}</span>
            )}
          </p>
        ))}
      </div>
    </Panel>
  );
}

const inLanguage = (lang: TranslatedSegment['lang']) =>
  ({ lang, dir: lang === 'en' ? 'ltr' : languageOf(lang).dir }) as const;

/** A form of its own, so that the choice is in the address and works as soon as the page is there. */
function LanguageSelect({ language }: { language: LanguageCode | null }) {
  const { topic: words } = useMessages().translations;
  const nameOf = useLanguageName();
  const id = useId();
  return (
    <form className="cluster" method="get">
      <label className="xs muted" htmlFor={id}>
        {words.language}
      </label>
      <select
        id={id}
        className="input"
        name="lang"
        defaultValue={language ?? 'en'}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
      >
        <option value="en">{words.english}</option>
        {languageCodes.map((code) => (
          <option key={code} value={code}>
            {nameOf(code)}
          </option>
        ))}
      </select>
    </form>
  );
}
