import { describe, expect, test } from 'vitest';
import { loadBundledContent } from '#platform/careers/bundled-content';
import { matchKey, normaliseText } from '#platform/careers/normalise-text';

const content = loadBundledContent();
const skillNames = new Set(content.skills.map((skill) => skill.name));
const slugs = new Set(content.occupations.map((one) => one.slug));
const fieldSlugs = new Set(content.fields.map((field) => field.slug));

describe('the bundled occupation table', () => {
  test('has at least forty occupations, and every field has some', () => {
    expect(content.occupations.length).toBeGreaterThanOrEqual(40);
    for (const slug of fieldSlugs) {
      expect(content.occupations.filter((one) => one.field === slug).length, slug).toBeGreaterThan(
        1,
      );
    }
  });

  test('carries the attribution its licence asks for', () => {
    expect(content.source.attribution).toMatch(/O\*NET 29\.3 Database/);
    expect(content.source.attribution).toMatch(/CC BY 4\.0/);
    expect(content.source.attribution).toMatch(/not approved, endorsed, or tested/);
  });

  test.each(content.occupations)(
    '$title: names its source, musts and neighbours that exist',
    (one) => {
      expect(fieldSlugs).toContain(one.field);
      expect(one.basis).toContain(one.soc.code);
      expect(one.groups.filter((group) => group.level === 'must').length).toBeGreaterThanOrEqual(2);
      for (const { slug } of one.neighbours) expect(slugs).toContain(slug);
      expect(one.neighbours.map(({ slug }) => slug)).not.toContain(one.slug);
      for (const group of one.groups) {
        for (const skill of group.anyOf) expect(skillNames, group.name).toContain(skill);
        for (const skill of group.inDemand) expect(group.anyOf).toContain(skill);
        if (group.inDemand.length > 0) expect(group.basis).toBe('onet');
      }
    },
  );

  test('states no growth and no pay, which its source does not hold', () => {
    for (const { outlook, title } of content.occupations) {
      expect(outlook, title).not.toMatch(/\d+(\.\d+)?\s?%|[$€£]|per year|salary/i);
      expect(outlook, title).toMatch(/no growth figure/);
    }
  });

  test('no name means two things', () => {
    const seen = new Map<string, string>();
    const claim = (kind: string, key: string, owner: string) => {
      const name = `${kind} ${key}`;
      expect(seen.get(name) ?? owner, name).toBe(owner);
      seen.set(name, owner);
    };
    for (const { slug, title, aliases } of content.occupations) {
      for (const name of [title, ...aliases]) claim('title', normaliseText(name), slug);
    }
    for (const { name, aliases } of content.skills) {
      for (const spelling of [name, ...aliases]) claim('skill', matchKey(spelling), name);
    }
    for (const { slug, title, aliases } of content.fields) {
      for (const name of [title, ...aliases]) claim('field', matchKey(name), slug);
    }
  });

  test('relations and industries point at what exists, and nothing is its own prerequisite', () => {
    const needs = new Map<string, string[]>();
    for (const { skill, relation, others } of content.relations) {
      for (const name of [skill, ...others]) expect(skillNames).toContain(name);
      if (relation === 'needs') needs.set(skill, others);
    }
    const visit = (skill: string, path: string[]) => {
      expect(path).not.toContain(skill);
      for (const other of needs.get(skill) ?? []) visit(other, [...path, skill]);
    };
    for (const skill of needs.keys()) visit(skill, []);
    for (const { notes } of content.industries) {
      for (const field of Object.keys(notes)) expect(fieldSlugs).toContain(field);
    }
  });
});
