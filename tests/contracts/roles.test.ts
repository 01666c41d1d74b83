import { expect, it } from 'vitest';
import { isAtLeast, may, type Right, rights, roles } from '#contracts/roles';
import { roleOf } from '#platform/auth/role-of';

it('each role has the rights of those before it, and users have none beyond their own jobs', () => {
  const held = roles.map((role) =>
    (Object.keys(rights) as Right[]).filter((right) => may(role, right)),
  );
  expect(held).toEqual([
    [],
    ['see-jobs', 'see-operations'],
    ['see-jobs', 'see-operations', 'see-payloads', 'act-on-jobs', 'operate', 'run-schedules'],
    Object.keys(rights),
  ]);
  expect(isAtLeast('operator', 'operator')).toBe(true);
  expect(isAtLeast('viewer', 'operator')).toBe(false);
});

it('a person is the highest of what the lists say, whatever the case of the address', () => {
  const emails = {
    adminEmails: ['root@example.org'],
    operatorEmails: ['root@example.org', 'oda@example.org'],
    viewerEmails: ['oda@example.org', 'vic@example.org'],
  };
  const of = (email: string) => roleOf(email, emails);
  expect(of(' Root@Example.org ')).toBe('admin');
  expect(of('ODA@example.org')).toBe('operator');
  expect(of('vic@example.org')).toBe('viewer');
  expect(of('ann@example.org')).toBe('user');
  expect(of('')).toBe('user');
});
