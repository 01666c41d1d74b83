'use client';

import { languageOf } from '#contracts/guideline-languages';
import type { ContentLanguage } from '#contracts/languages';
import { useMessages } from '../messages';
import { LanguageName, useLanguageName } from '../translations/language-name';

/** The name of a language in the reader's own; English included. */
export function useContentLanguageName(): (code: ContentLanguage) => string {
  const { locale } = useMessages();
  const nameOf = useLanguageName();
  return (code) => {
    if (code !== 'en') return nameOf(code);
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? 'English';
  };
}

/** A language by its name here and by its own. */
export function ContentLanguageName({ code }: { code: ContentLanguage }) {
  const nameOf = useContentLanguageName();
  if (code === 'en') return <span className="medium">{nameOf(code)}</span>;
  return <LanguageName code={code} />;
}

interface LanguageListProps {
  codes: readonly ContentLanguage[];
}

/** Names of several languages, the whole name in its own script beside each as a title. */
export function LanguageList({ codes }: LanguageListProps) {
  const nameOf = useContentLanguageName();
  return (
    <ul className="cluster chips">
      {codes.map((code) => (
        <li
          className="chip"
          key={code}
          title={code === 'en' ? undefined : languageOf(code).nativeName}
        >
          {nameOf(code)}
        </li>
      ))}
    </ul>
  );
}
