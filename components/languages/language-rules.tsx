'use client';

import type { LanguagesReport } from '#contracts/languages';
import { useMessages } from '../messages';

const percentOf = (share: number): number => Math.round(share * 1_000) / 10;

/** By which rules languages come and go, as this installation has them. */
export function LanguageRules({ report: { rules, kept } }: { report: LanguagesReport }) {
  const { rules: words } = useMessages().languages;
  return (
    <dl className="languagerules">
      <div>
        <dt>{words.promote}</dt>
        <dd>{words.promoteRule(rules.minUses, percentOf(rules.minShare))}</dd>
      </div>
      <div>
        <dt>{words.most}</dt>
        <dd>{words.mostRule(rules.maxFrequent)}</dd>
      </div>
      <div>
        <dt>{words.edge}</dt>
        <dd>{words.edgeRule(percentOf(rules.hysteresis))}</dd>
      </div>
      <div>
        <dt>{words.kept}</dt>
        <dd>{words.keptRule(kept.days, kept.items)}</dd>
      </div>
    </dl>
  );
}
