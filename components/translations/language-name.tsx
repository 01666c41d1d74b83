'use client';

import { type LanguageCode, languageOf } from '#contracts/guideline-languages';
import { useMessages } from '../messages';

/** The name of a language in the reader's own. */
export function useLanguageName(): (code: LanguageCode) => string {
  const { locale } = useMessages();
  if (locale === 'en') return (code) => languageOf(code).name;
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' });
  return (code) => names.of(code) ?? languageOf(code).name;
}

/** A language by its name here and by its own. */
export function LanguageName({ code }: { code: LanguageCode }) {
  const nameOf = useLanguageName();
  const { nativeName, dir } = languageOf(code);
  const name = nameOf(code);
  return (
    <>
      <span className="medium">{name}</span>
      {name !== nativeName && (
        <>
          {' '}
          <bdi className="muted xs" lang={code} dir={dir}>
            {nativeName}
          </bdi>
        </>
      )}
    </>
  );
}
