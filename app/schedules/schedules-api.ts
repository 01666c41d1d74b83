import type {
  ScheduleAction,
  ScheduleEdit,
  ScheduleHistory,
  ScheduleList,
  TriggerAnswer,
} from '#contracts/schedules';
import { readJson } from '../_lib/read-json';

const path = '/api/schedules';

export const readSchedules = (locale: string, signal?: AbortSignal): Promise<ScheduleList> =>
  readJson<ScheduleList>(`${path}?locale=${encodeURIComponent(locale)}`, 'schedules', signal);

export const readHistory = (name: string, signal?: AbortSignal): Promise<ScheduleHistory> =>
  readJson<ScheduleHistory>(`${path}/${name}`, 'slots', signal);

export const triggerSchedule = (name: string): Promise<TriggerAnswer> =>
  readJson<TriggerAnswer>(`/api/jobs/trigger/${name}`, 'data', undefined, { method: 'POST' });

export const actOnSchedule = (name: string, action: ScheduleAction): Promise<{ ok: true }> =>
  readJson(`${path}/${name}/${action}`, 'ok', undefined, { method: 'POST' });

export const editSchedule = (name: string, edit: ScheduleEdit): Promise<{ ok: true }> =>
  readJson(`${path}/${name}`, 'ok', undefined, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(edit),
  });
