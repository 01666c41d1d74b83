import type { OperatePlace } from '#components/admin/operate-nav';
import { may, type Role } from '#contracts/roles';

/** What the operators' pages lead to, for somebody of this role. */
export const operatePlaces = (role: Role): { place: OperatePlace; href: string }[] => [
  { place: 'overview', href: '/admin' },
  { place: 'schedules', href: '/schedules' },
  { place: 'languages', href: '/languages' },
  { place: 'sources', href: '/news/sources' },
  { place: 'alerts', href: '/alerts' },
  { place: 'audit', href: '/admin/audit' },
  ...(may(role, 'see-engine') ? [{ place: 'board', href: '/admin/queues' } as const] : []),
];
