import { describe, expect, test } from 'vitest';
import { analyseGap } from '#platform/careers/gap/analyse-gap';
import { findIndustryNote } from '#platform/careers/gap/find-industry';
import { readOwnSkills } from '#platform/careers/gap/own-skills';
import type { Occupation } from '#platform/careers/occupation-data';
import { bundledOccupations } from '../../helpers/occupation-data';

const data = bundledOccupations();
const occupation = (slug: string) => data.bySlug.get(slug) as Occupation;
const analyse = (slug: string, skills: string[]) =>
  analyseGap(data, occupation(slug), readOwnSkills(data, skills));

describe('a skill gap', () => {
  test('is covered by any one skill of a group', () => {
    for (const framework of ['React', 'Vue', 'Angular']) {
      const { matched, missing } = analyse('frontend-developer', [framework]);
      expect(matched.map(({ group }) => group)).toContain('Frontend framework');
      expect(missing.flatMap(({ anyOf }) => anyOf)).not.toContain('React');
    }
  });

  test('counts what a skill builds on as known, and says through what', () => {
    const { matched } = analyse('frontend-developer', ['React']);
    expect(matched).toContainEqual({
      skill: 'JavaScript (through React)',
      group: 'Browser languages',
      level: 'must',
    });
  });

  test('reads other names and lists, and keeps what it does not know', () => {
    const own = readOwnSkills(data, ['k8s', 'AWS (S3), Docker', 'knitting', 'K8S']);
    expect(own.given).toEqual(['Kubernetes', 'Amazon Web Services', 'Docker', 'knitting']);
  });

  test('lists what is missing, the musts first', () => {
    const { missing } = analyse('site-reliability-engineer', ['Linux', 'Python', 'PostgreSQL']);
    const order = ['must', 'should', 'nice'];
    const levels = missing.map(({ level }) => order.indexOf(level));
    expect(levels).toEqual([...levels].sort());
    expect(missing[0]?.level).toBe('must');
  });

  test('is zero for nothing that fits and 100 for everything', () => {
    expect(analyse('chef', ['Rust']).coverage).toBe(0);
    const everything = occupation('chef').groups.map((group) => group.anyOf[0] as string);
    expect(analyse('chef', everything)).toMatchObject({
      coverage: 100,
      missing: [],
      learningOrder: [],
    });
  });

  test('puts what another skill builds on before it', () => {
    const { learningOrder } = analyse('devops-engineer', ['Git']);
    const place = (skill: string) => learningOrder.findIndex((one) => one.skill === skill);
    expect(place('Linux')).toBeGreaterThanOrEqual(0);
    expect(place('Docker')).toBeGreaterThan(place('Linux'));
    expect(place('Kubernetes')).toBeGreaterThan(place('Docker'));
    expect(learningOrder.map(({ step }) => step)).toEqual(learningOrder.map((_, i) => i + 1));
  });

  test('prefers the alternative that something at hand makes easier', () => {
    const { missing, adjacent } = analyse('cloud-engineer', ['Google Cloud', 'Docker', 'Ansible']);
    expect(adjacent).toContainEqual({ skill: 'Docker', helpsWith: 'CI/CD' });
    expect(missing.find(({ anyOf }) => anyOf.includes('Jenkins'))?.skill).toBe('CI/CD');
  });

  test.each(data.occupations.map((one) => one.slug))(
    '%s: every step of the order is missing or needed, none comes twice',
    (slug) => {
      const { missing, learningOrder } = analyse(slug, ['Communication']);
      const skills = learningOrder.map(({ skill }) => skill);
      expect(new Set(skills).size).toBe(skills.length);
      for (const { skill, reason } of learningOrder) {
        expect(skill === 'Communication').toBe(false);
        expect(reason).not.toBe('');
      }
      if (learningOrder.length < 15) {
        for (const { skill } of missing) expect(skills).toContain(skill);
      }
    },
  );
});

describe('an industry', () => {
  test('has a note where the table has one for the field', () => {
    expect(findIndustryNote(data, occupation('data-engineer'), 'FinTech')).toMatch(/^Finance: /);
    expect(findIndustryNote(data, occupation('data-engineer'), 'Retail banking')).not.toBeNull();
  });

  test('has none where it does not', () => {
    expect(findIndustryNote(data, occupation('data-engineer'), 'Deep-sea mining')).toBeNull();
    expect(findIndustryNote(data, occupation('chef'), 'Finance')).toBeNull();
  });
});
