import type { JobAccepted } from '#contracts/api';
import type { EraseAnswer, ExportList } from '#contracts/user-data';
import { readJson } from '../_lib/read-json';

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const readExports = (): Promise<ExportList> =>
  readJson<ExportList>('/api/me/export', 'exports');

export const startExport = (): Promise<JobAccepted> =>
  readJson<JobAccepted>('/api/me/export', 'jobId', undefined, post({}));

export const erase = (confirm: string): Promise<EraseAnswer> =>
  readJson<EraseAnswer>('/api/me/erase', 'jobId', undefined, post({ confirm }));
