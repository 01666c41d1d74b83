'use client';

import { Check, Languages } from 'lucide-react';
import { type Locale, locales } from '#contracts/messages/locales';
import { useMessages } from './messages';

interface LanguageSwitchProps {
  onChange: (locale: Locale) => void;
}

/** The interface's languages, each by its own name: who cannot read this one finds theirs. */
export function LanguageSwitch({ onChange }: LanguageSwitchProps) {
  const { shell, locale: current } = useMessages();
  return (
    <fieldset className="languages" aria-label={shell.language}>
      {(Object.keys(locales) as Locale[]).map((locale) => (
        <button
          key={locale}
          className="menu-item"
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => onChange(locale)}
        >
          <Languages className="i" aria-hidden="true" />
          <bdi>{locales[locale].name}</bdi>
          {locale === current && <Check className="i push" aria-hidden="true" />}
        </button>
      ))}
    </fieldset>
  );
}
