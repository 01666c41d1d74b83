import { describe, expect, test } from 'vitest';
import type { LanguageCode } from '#contracts/guideline-languages';
import { checkTranslation } from '#platform/guidelines/translation/check-translation';

const checksOf = (source: string, text: string, code: LanguageCode) =>
  checkTranslation(source, text, code).map(({ check }) => check);

const CALL = 'Call {{emergencyNumber}} if the burn is larger than 5 cm.';
const COOL = 'Cool the burn under running water for 20 minutes at 15 °C.';

describe('a faithful translation passes', () => {
  test.each<[LanguageCode, string, string]>([
    ['he', COOL, 'קררו את הכוויה במים זורמים במשך 20 דקות ב-15 °C.'],
    ['ar', COOL, 'برّد الحرق بالماء الجاري لمدة ٢٠ دقيقة عند ١٥ °م.'],
    ['fa', COOL, 'سوختگی را ۲۰ دقیقه زیر آب روان با دمای ۱۵ °C خنک کنید.'],
    ['hi', COOL, 'जले हुए हिस्से को २० मिनट तक १५ °C के बहते पानी में ठंडा करें।'],
    ['bn', COOL, 'পোড়া জায়গাটি ২০ মিনিট ধরে ১৫ °C প্রবহমান পানিতে ঠান্ডা করুন।'],
    ['zh', COOL, '用15 °C的流水冲洗烧伤处20分钟。'],
    ['ja', COOL, 'やけどを15℃の流水で20分間冷やしてください。'],
    ['ko', COOL, '화상 부위를 15 °C의 흐르는 물에 20분 동안 식히십시오.'],
    ['ru', CALL, 'Позвоните {{emergencyNumber}}, если ожог больше 5 см.'],
    ['tr', 'Nearly 15% of burns need care.', 'Yanıkların yaklaşık %15’i bakım gerektirir.'],
    ['de', 'Give 1.5 l of water.', 'Geben Sie 1,5 l Wasser.'],
    ['de', 'About 1,500 people.', 'Etwa 1.500 Menschen.'],
    ['fr', 'About 10,000 people live there.', 'Environ 10 000 personnes y vivent.'],
    ['he', 'Start CPR and use an AED.', 'התחילו CPR והשתמשו ב-AED.'],
    ['es', 'Give two breaths after 30 compressions.', 'Dé 2 respiraciones tras 30 compresiones.'],
    ['fr', 'Asthma', 'Asthme'],
    ['it', 'Angina', 'Angina'],
    ['de', 'Burns', 'Verbrennungen und Verbrühungen'],
    ['es', '112', '112'],
  ])('%s: %s', (code, source, text) => {
    expect(checkTranslation(source, text, code)).toEqual([]);
  });
});

describe('what is wrong is named', () => {
  test.each<[string, LanguageCode, string, string]>([
    ['empty', 'es', COOL, '  '],
    ['placeholders', 'es', CALL, 'Llame a emergencias si la quemadura es mayor de 5 cm.'],
    ['placeholders', 'es', CALL, 'Llame a {{numero}} si la quemadura es mayor de 5 cm.'],
    ['placeholders', 'es', COOL, 'Enfríe la quemadura {{minutes}} con agua 20 minutos a 15 °C.'],
    ['numbers', 'es', COOL, 'Enfríe la quemadura con agua corriente 10 minutos a 15 °C.'],
    ['numbers', 'es', COOL, 'Enfríe la quemadura con agua corriente a 15 °C.'],
    ['numbers', 'ar', COOL, 'برّد الحرق بالماء الجاري لمدة ٢١ دقيقة عند ١٥ °م.'],
    ['numbers', 'de', 'Give 1.5 l of water.', 'Geben Sie 15 l Wasser.'],
    ['numbers', 'es', 'Do not move the neck.', 'No mueva el cuello durante 5 horas.'],
    ['units', 'es', COOL, 'Enfríe la quemadura con agua corriente 20 minutos a 15 °F.'],
    ['units', 'ru', CALL, 'Позвоните {{emergencyNumber}}, если ожог больше 5 мм.'],
    ['script', 'he', COOL, 'Enfríe la quemadura con agua corriente 20 minutos a 15 °C.'],
    ['script', 'zh', COOL, 'やけどをながれるみずで20ぷんひやしてください15 °C。'],
    ['script', 'uk', 'Do not move the person.', 'Не двигайте человека, объясните это.'],
    ['script', 'ja', 'Do not move the person, and wait.', '请不要移动这个人并且一直等待救援'],
    ['identical', 'es', COOL, COOL],
    ['identical', 'de', 'Heat Stroke', 'Heat stroke'],
    ['length', 'es', 'Do not give food or drink to a person who is not awake.', 'No comer.'],
    [
      'length',
      'es',
      'Do not give food or drink.',
      'No dé comida ni bebida, porque la persona podría atragantarse y además conviene esperar siempre.',
    ],
  ])('%s (%s)', (check, code, source, text) => {
    expect(checksOf(source, text, code)).toContain(check);
  });
});

test('a complaint says what would be right', () => {
  expect(
    checkTranslation(CALL, 'Llame si es mayor de 5 cm, por favor.', 'es')[0]?.message,
  ).toContain('{{emergencyNumber}}');
});
