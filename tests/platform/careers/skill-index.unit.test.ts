import { describe, expect, test } from 'vitest';
import { bundledOccupations } from '../../helpers/occupation-data';

const { skills } = bundledOccupations();

describe('a skill', () => {
  test.each([
    ['AWS', 'Amazon Web Services'],
    ['k8s', 'Kubernetes'],
    ['js', 'JavaScript'],
    ['reactjs', 'React'],
    ['node', 'Node.js'],
    ['Postgres', 'PostgreSQL'],
    ['go', 'Go'],
    ['c', 'C'],
    ['c++', 'C++'],
    ['C#', 'C#'],
    ['.NET', 'ASP.NET Core'],
    ['rest api', 'REST APIs'],
    ['CI/CD', 'CI/CD'],
    ['excel', 'Microsoft Excel'],
  ])('typed as “%s” is %s', (typed, name) => {
    expect(skills.canonical(typed)).toBe(name);
  });

  test('that the table does not know has no name in it', () => {
    expect(skills.canonical('knitting')).toBeNull();
    expect(skills.canonical('')).toBeNull();
    expect(skills.canonical('__proto__')).toBeNull();
  });
});

describe('a text', () => {
  test('names skills by any of their spellings, whatever the punctuation', () => {
    expect([...skills.findIn('Built REST APIs (Node.js, Postgres), deployed to k8s.')]).toEqual(
      expect.arrayContaining(['REST APIs', 'Node.js', 'PostgreSQL', 'Kubernetes']),
    );
  });

  test('does not name one by a longer word or another language', () => {
    const found = skills.findIn('JavaScript and C++; Reactive systems; Algorithms');
    expect(found).toContain('JavaScript');
    expect(found).toContain('C++');
    for (const other of ['Java', 'C', 'React', 'R']) expect(found).not.toContain(other);
  });

  test.each([
    'We go fast and react to needs, express interest and excel at work.',
    'Go fast. React quickly. Express yourself. Excel at everything.',
    '- Go the extra mile\n- React to change',
    'the rest of the team, in spring',
  ])('does not name skills by everyday words: %s', (text) => {
    expect([...skills.findIn(text)]).toEqual([]);
  });

  test.each([
    ['Skills: go, react, excel', ['Go', 'React', 'Microsoft Excel']],
    ['Go | R | C', ['Go', 'R', 'C']],
    ['Wrote services in Go and reports in Excel.', ['Go', 'Microsoft Excel']],
  ])('names them in a list or as names: %s', (text, names) => {
    expect([...skills.findIn(text)].sort()).toEqual([...names].sort());
  });

  test('of the largest size is read without trouble', () => {
    expect(skills.findIn('React, '.repeat(2_900)).size).toBe(1);
    expect(skills.findIn('a'.repeat(20_000)).size).toBe(0);
    expect(skills.findIn('. '.repeat(10_000)).size).toBe(0);
  });
});
