import { toAsciiDigits } from './figures';

/** A unit as English writes it behind a figure, and as other languages write the same, between bars. */
const FORMS: Readonly<Record<string, string>> = {
  '%': '٪|％|﹪',
  '°C': '℃|° C|º C|ºC|°С|° С|°م|° م|°س',
  '°F': '℉|° F|ºF|º F|°ف',
  mg: 'мг|ملغ|ملغم|مجم|ملج|میلی‌گرم|میلی گرم|מ"ג|מ״ג|मिग्रा|मि.ग्रा.|মিগ্রা|মি.গ্রা.|毫克|ミリグラム|밀리그램|ሚ.ግ|ሚግ',
  g: 'г|غ|غم|جم|گرم|גרם|גר׳|ग्राम|গ্রাম|克|グラム|그램|ግራም|gr',
  kg: 'кг|كغ|كغم|كجم|کیلوگرم|ק"ג|ק״ג|किग्रा|किलोग्राम|কেজি|公斤|千克|キログラム|킬로그램|ኪ.ግ|ኪሎግራም',
  ml: 'мл|مل|ملل|میلی‌لیتر|میلی لیتر|מ"ל|מ״ל|मिली|मि.ली.|মিলি|মি.লি.|毫升|ミリリットル|밀리리터|ሚ.ሊ|ሚሊ|mL',
  l: 'л|ل|لتر|لیتر|ליטר|לי׳|लीटर|লিটার|升|リットル|리터|ሊትር|L|litros|litres|Liter|litri|litra|litre|lít',
  mm: 'мм|مم|ملم|میلی‌متر|מ"מ|מ״מ|मिमी|মিমি|毫米|ミリメートル|밀리미터|ሚ.ሜ',
  cm: 'см|سم|سانتی‌متر|سانتی متر|ס"מ|ס״מ|सेमी|से.मी.|সেমি|厘米|センチメートル|センチ|센티미터|ሴ.ሜ|ሳ.ሜ|ሴሜ',
  m: 'м|م|متر|מטר|מ׳|मीटर|মিটার|米|メートル|미터|ሜትር|ሜ',
  km: 'км|كم|کیلومتر|ק"מ|ק״מ|किमी|কিমি|公里|千米|キロメートル|킬로미터|ኪ.ሜ',
};

const escapeText = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The forms of a unit beside a figure, on either side: Turkish puts `%` before it. */
const beside = (forms: readonly string[]): RegExp => {
  const any = [...forms]
    .sort((a, b) => b.length - a.length)
    .map(escapeText)
    .join('|');
  return new RegExp(
    `\\d[\\s\\u00a0\\u202f-]*(?:${any})(?![\\p{L}\\p{M}])|(?<![\\p{L}\\p{M}])(?:${any})[\\s\\u00a0\\u202f]*\\d`,
    'gu',
  );
};

/** `m` and the like must not be found inside words; Han and kana run on without spaces. */
const patterns = Object.entries(FORMS).map(([unit, forms]) => {
  const all = [unit, ...forms.split('|')];
  return {
    unit,
    english: new RegExp(`\\d[\\s\\u00a0-]*${escapeText(unit)}(?![\\p{L}\\p{M}])`, 'gu'),
    anywhere: beside(all),
    joined: new RegExp(`\\d\\s*(?:${all.map(escapeText).join('|')})`, 'gu'),
  };
});

/**
 * Units that the English has behind figures and the translation lacks, or has another instead.
 *
 * @param runsOn whether the language is written without spaces
 */
export const compareUnits = (english: string, translation: string, runsOn: boolean): string[] => {
  const text = toAsciiDigits(translation);
  return patterns.flatMap(({ unit, english: inEnglish, anywhere, joined }) => {
    const wanted = english.match(inEnglish)?.length ?? 0;
    const found = text.match(runsOn ? joined : anywhere)?.length ?? 0;
    if (found < wanted) return [unit];
    // Degrees of the other scale beside the same figure are no translation.
    return unit.startsWith('°') && found > wanted ? [unit] : [];
  });
};
