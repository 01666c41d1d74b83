import { describe, expect, it } from 'vitest';
import { loadConfig } from '#platform/config';
import { readObjectSettings } from '#platform/objects/object-settings';
import { testEnvironment } from '../../helpers/test-config';

const settingsOf = (variables: Record<string, string>) => {
  // As the platform does it: an empty variable is none.
  const filled = Object.entries(variables).filter(([, value]) => value !== '');
  return readObjectSettings(Object.fromEntries(filled));
};
const placeOf = (variables: Record<string, string>) => settingsOf(variables).settings?.place;
const refusalOf = (variables: Record<string, string>): string => {
  const { settings, problems } = settingsOf(variables);
  expect(settings).toBeNull();
  return problems.join('\n');
};

const s3 = {
  OBJECTS_DRIVER: 's3',
  S3_BUCKET: 'lessons',
  S3_ACCESS_KEY_ID: 'an-id',
  S3_SECRET_ACCESS_KEY: 'a-secret',
};
const supabase = {
  OBJECTS_DRIVER: 'supabase',
  SUPABASE_URL: 'https://abcdefgh.supabase.co/',
  SUPABASE_SERVICE_ROLE_KEY: 'a-secret',
  SUPABASE_BUCKET: 'lessons',
};

describe('the settings of object storage', () => {
  it('are the disk unless something else is named, whatever keys are about', () => {
    expect(settingsOf({}).settings).toEqual({
      place: { driver: 'fs' },
      maxBytes: 10_485_760,
      timeoutMs: 30_000,
    });
    expect(placeOf({ ...s3, OBJECTS_DRIVER: '' })).toEqual({ driver: 'fs' });
  });

  it('put the bucket in the path for a server of one’s own, and in the host for Amazon', () => {
    expect(placeOf(s3)).toMatchObject({ forcePathStyle: false, region: 'us-east-1' });
    const own = { ...s3, S3_ENDPOINT: 'http://minio:9000/' };
    expect(placeOf(own)).toMatchObject({
      forcePathStyle: true,
      endpoint: 'http://minio:9000',
    });
    expect(placeOf({ ...own, S3_FORCE_PATH_STYLE: 'false' })).toMatchObject({
      forcePathStyle: false,
    });
    expect(placeOf(supabase)).toMatchObject({ url: 'https://abcdefgh.supabase.co' });
  });

  it('are refused at the start where one is missing, by its name', () => {
    for (const whole of [s3, supabase]) {
      for (const name of Object.keys(whole).filter((one) => one !== 'OBJECTS_DRIVER')) {
        const refusal = refusalOf({ ...whole, [name]: '' });
        expect(refusal).toContain(`${name} is missing; OBJECTS_DRIVER=${whole.OBJECTS_DRIVER}`);
        expect(refusal).not.toContain('a-secret');
      }
    }
    expect(refusalOf({ OBJECTS_DRIVER: 's3' })).toMatch(
      /S3_BUCKET[\s\S]+S3_ACCESS_KEY_ID[\s\S]+S3_SECRET/,
    );
    const stores = { redis: 'redis://localhost', postgres: 'postgres://localhost/x' };
    expect(() => loadConfig(testEnvironment(stores, { ...s3, S3_BUCKET: '' }))).toThrow(
      'S3_BUCKET is missing',
    );
  });

  it('are refused where one cannot be used, and never told', () => {
    expect(refusalOf({ OBJECTS_DRIVER: 'gcs' })).toContain('OBJECTS_DRIVER');
    expect(refusalOf({ OBJECTS_MAX_BYTES: '0' })).toContain('OBJECTS_MAX_BYTES');
    for (const endpoint of ['minio:9000', 'ftp://minio', 'https://me:hidden@minio']) {
      const refusal = refusalOf({ ...s3, S3_ENDPOINT: endpoint });
      expect(refusal).toContain('S3_ENDPOINT');
      expect(refusal).not.toContain('hidden');
    }
  });
});
