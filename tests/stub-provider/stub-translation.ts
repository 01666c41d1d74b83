import type { LanguageCode } from '#contracts/guideline-languages';

/** Letters of each script, to say nothing in the right letters with. */
const letters: Partial<Record<LanguageCode, string>> = {
  he: 'אבגדהוזחטיכלמנסעפצקרשת',
  ar: 'ابتثجحخدذرزسشصضطظعغفقكلنهوي',
  fa: 'ابپتجچحدرزسشفکگلنوهی',
  ru: 'абвгдежзиклмнопрстуф',
  uk: 'абвгдежзиклмнопрстуф',
  hi: 'कखगघचछजटठडढतथदधनपफबभ',
  bn: 'কখগঘচছজটঠডঢতথদধনপফবভ',
  zh: '一丁七万丈三上下不与丑专且世丘丙业丛东丝',
  ja: 'あいうえおかきくけこさしすせそたちつて',
  ko: '가나다라마바사아자차카타파하거너더러머버',
  am: 'ሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐ',
};
const LATIN = 'bcdfghjklmnpqrstvwxz';
const fixed = /\{\{\w+\}\}|\d[\d.,:]*(?:\s?(?:°[CF]|%|mg|kg|g|ml|l|mm|cm|km|m)(?![A-Za-z]))?/g;

const disguise = (text: string, alphabet: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => {
    const place = (letter.toLowerCase().charCodeAt(0) - 97) % [...alphabet].length;
    return [...alphabet][place] ?? letter;
  });

/** As faithful as a stub can be: nonsense in the right script, with every placeholder, number and unit. */
export const stubTranslation = (english: string, lang: LanguageCode): string => {
  const alphabet = letters[lang] ?? LATIN;
  let at = 0;
  let text = '';
  for (const found of english.matchAll(fixed)) {
    text += disguise(english.slice(at, found.index), alphabet) + found[0];
    at = found.index + found[0].length;
  }
  return text + disguise(english.slice(at), alphabet);
};
