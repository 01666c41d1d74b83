import { describe, expect, test } from 'vitest';
import { resolveRole } from '#platform/careers/resolve-role';
import { bundledOccupations } from '../../helpers/occupation-data';

const data = bundledOccupations();

describe('a role', () => {
  test.each([
    ['Data engineer', 'exact', 'Data engineer'],
    ['  data   ENGINEER ', 'exact', 'Data engineer'],
    ['full-stack developer', 'exact', 'Full-stack developer'],
    ['Full Stack Developers', 'exact', 'Full-stack developer'],
    ['SRE', 'alias', 'Site reliability engineer'],
    ['RN', 'alias', 'Registered nurse'],
    ['Senior Software Engineer', 'alias', 'Software developer'],
    ['Sr. Data Engineer II', 'alias', 'Data engineer'],
    ['Head of Marketing', 'alias', 'Marketing manager'],
    ['Frontend dev', 'similar', 'Frontend developer'],
    ['Sofware engineer', 'similar', 'Software developer'],
    ['Python backend engineer', 'similar', 'Backend developer'],
    ['Technical project management lead', 'similar', 'Project manager'],
  ])('“%s” is a match by %s: %s', (asked, match, title) => {
    const { role, occupation } = resolveRole(data, asked);
    expect(role).toMatchObject({ match, title });
    expect(occupation?.title).toBe(title);
    expect(role.code).toMatch(/^\d{2}-\d{4}\.\d{2}$/);
    expect(role.alternatives.length).toBeGreaterThan(0);
    expect(role.alternatives).not.toContain(title);
  });

  test.each([
    'Astronaut',
    'Marine biologist',
    'Softwareentwickler',
    'Civil servant',
    'Manager',
    'engineer',
    'School principal',
    '???',
    'מהנדס',
    '__proto__',
    'constructor',
  ])('“%s” is nothing the table knows, and no guess is made', (asked) => {
    const { role, occupation } = resolveRole(data, asked);
    expect(occupation).toBeNull();
    expect(role).toMatchObject({ match: 'none', title: asked, asked, code: null });
    expect(role.note).toContain('nothing was compared');
  });

  test('that is unknown but near something is offered it', () => {
    expect(resolveRole(data, 'Veterinary nurse').role).toMatchObject({
      match: 'none',
      alternatives: expect.arrayContaining(['Registered nurse']),
    });
  });

  test('says what it was taken for, and whose facts it shows', () => {
    expect(resolveRole(data, 'SRE').role.note).toBe(
      '“SRE” is taken as Site reliability engineer. Its facts are those of Network and Computer Systems Administrators (15-1244.00).',
    );
  });
});
