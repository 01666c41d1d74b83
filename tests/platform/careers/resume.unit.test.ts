import { describe, expect, test } from 'vitest';
import { resolveRole } from '#platform/careers/resolve-role';
import { checkSections } from '#platform/careers/resume/check-sections';
import { MAX_BULLETS, parseResume } from '#platform/careers/resume/parse-resume';
import { scoreResume } from '#platform/careers/resume/score-resume';
import { bundledOccupations } from '../../helpers/occupation-data';
import { sampleResume } from './sample-resume';

const data = bundledOccupations();
const score = (text: string, role: string) =>
  scoreResume(data, text, parseResume(text), resolveRole(data, role).occupation);

describe('a resume', () => {
  test('is taken apart into sections, contact and bullets', () => {
    const resume = parseResume(sampleResume);
    expect(resume.sections.map(({ name }) => name)).toEqual([
      'Summary',
      'Experience',
      'Education',
      'Skills',
    ]);
    expect(resume.contact).toEqual({ email: true, phone: true, link: true });
    expect(resume.bullets).toHaveLength(6);
    expect(resume.bullets[5]).toBe('Led a team of 4 engineers across two offices');
  });

  test('without bullet marks gives the lines of its experience instead', () => {
    const resume = parseResume(
      'Experience\nAcme Ltd\nWas responsible for building the web shop of the company\nSkills\nSQL and a lot of other things that are no deeds',
    );
    expect(resume.bulletsMarked).toBe(false);
    expect(resume.bullets).toEqual(['Was responsible for building the web shop of the company']);
  });

  test('of many bullets is looked at up to a limit that its score names', () => {
    const text = `Experience\n${'- Led a team\n'.repeat(MAX_BULLETS + 5)}`;
    expect(parseResume(text)).toMatchObject({ bulletCount: MAX_BULLETS + 5 });
    expect(parseResume(text).bullets).toHaveLength(MAX_BULLETS);
    expect(score(text, 'Project manager').breakdown[3]?.note).toContain(`first ${MAX_BULLETS}`);
  });

  test('gets points whose sum is the score, each part within its limit', () => {
    const { score: total, breakdown } = score(sampleResume, 'Full-stack developer');
    expect(breakdown.map(({ part, of }) => [part, of])).toEqual([
      ['Keywords', 40],
      ['Sections', 20],
      ['Contact', 10],
      ['Action verbs', 15],
      ['Figures', 15],
    ]);
    expect(breakdown.reduce((sum, { points }) => sum + points, 0)).toBe(total);
    for (const { points, of } of breakdown) expect(points).toBeLessThanOrEqual(of);
    expect(breakdown[1]?.points).toBe(20);
    expect(breakdown[2]?.points).toBe(10);
  });

  test('names what it lacks, the musts first, and any of several as a choice', () => {
    const { matchedKeywords, missingKeywords } = score(sampleResume, 'Full-stack developer');
    expect(matchedKeywords).toEqual(expect.arrayContaining(['React', 'PostgreSQL', 'TypeScript']));
    const lacking = score('x '.repeat(150), 'Frontend developer').missingKeywords;
    expect(lacking[0]).toBe('HTML or CSS');
    expect(lacking).toContain('React, Vue or Angular');
    expect(missingKeywords).not.toContain('React, Vue or Angular');
  });

  test('that names more of what is asked scores more', () => {
    const less = score(sampleResume, 'Data engineer').score;
    const more = score(
      `${sampleResume}\nSQL, Airflow, Snowflake, Spark, dbt`,
      'Data engineer',
    ).score;
    expect(more).toBeGreaterThan(less);
  });

  test('for an unknown role is scored by the other parts alone, and says so', () => {
    const { score: total, breakdown, missingKeywords } = score(sampleResume, 'Astronaut');
    const rest = breakdown.slice(1).reduce((sum, { points }) => sum + points, 0);
    expect(total).toBe(Math.round((100 * rest) / 60));
    expect(breakdown[0]).toMatchObject({
      points: 0,
      of: 0,
      note: expect.stringMatching(/not in the table/),
    });
    expect(missingKeywords).toEqual([]);
  });

  test('of nothing but noise scores without trouble', () => {
    for (const text of [
      'a'.repeat(20_000),
      '-'.repeat(20_000),
      '1 '.repeat(10_000),
      '- \n'.repeat(6_000),
    ]) {
      expect(score(text, 'Data engineer').score).toBeLessThanOrEqual(30);
    }
  });

  test('is checked section by section', () => {
    const checks = checkSections(parseResume('Skills\n\nExperience\n- Led a team'));
    const of = (name: string) => checks.find((check) => check.name === name);
    expect(of('Skills')).toMatchObject({
      ok: false,
      note: expect.stringMatching(/nothing under it/),
    });
    expect(of('Experience')).toMatchObject({ ok: true });
    expect(of('Summary')).toMatchObject({ ok: false });
    expect(of('Projects')).toMatchObject({ ok: true, note: expect.stringMatching(/Optional/) });
    expect(of('Contact')?.note).toBe('Missing: e-mail, phone, link.');
    expect(of('Length')?.ok).toBe(false);
  });
});
