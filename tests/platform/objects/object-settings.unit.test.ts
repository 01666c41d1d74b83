import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '#platform/config';
import { testEnvironment } from '../../helpers/test-config';

const stores = { redis: 'redis://localhost', postgres: 'postgres://localhost/x' };
const objectsOf = (more: Record<string, string>) =>
  loadConfig(testEnvironment(stores, more)).objects;
const refusalOf = (more: Record<string, string>): string => {
  try {
    objectsOf(more);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return String(error);
  }
  throw new Error('it was accepted');
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
    expect(objectsOf({})).toEqual({
      place: { driver: 'fs' },
      maxBytes: 10_485_760,
      timeoutMs: 30_000,
    });
    expect(objectsOf({ ...s3, OBJECTS_DRIVER: '' }).place).toEqual({ driver: 'fs' });
  });

  it('put the bucket in the path for a server of one’s own, and in the host for Amazon', () => {
    expect(objectsOf(s3).place).toMatchObject({ forcePathStyle: false, region: 'us-east-1' });
    const own = { ...s3, S3_ENDPOINT: 'http://minio:9000/' };
    expect(objectsOf(own).place).toMatchObject({
      forcePathStyle: true,
      endpoint: 'http://minio:9000',
    });
    expect(objectsOf({ ...own, S3_FORCE_PATH_STYLE: 'false' }).place).toMatchObject({
      forcePathStyle: false,
    });
    expect(objectsOf(supabase).place).toMatchObject({ url: 'https://abcdefgh.supabase.co' });
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
      /S3_BUCKET[^]+S3_ACCESS_KEY_ID[^]+S3_SECRET/,
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
