import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createObjects } from '#platform/objects/create-objects';
import type { ObjectSettings } from '#platform/objects/object-settings';
import type { Objects } from '#platform/objects/objects';
import { startS3Server } from './s3-server';
import type { StorageServer } from './serve';
import { startSupabaseServer } from './supabase-server';

interface Limits {
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

/** A storage to test against, and the ways into it. */
export interface Stand {
  open(limits?: Limits): Objects;
  stop(): Promise<void>;
}

/** A storage behind a server, which can be made to fail. */
export interface ServerStand extends Stand {
  readonly server: StorageServer;
  /** With a secret that is not the server's. */
  readonly openWronglyKeyed: () => Objects;
  readonly openNoBucket: () => Objects;
}

const BUCKET = 'lessons';
const WRONG = 'wrong-secret-nobody-may-read';
/** So few that a page of the server's is soon full. */
const MAX_PAGE = 10;

const objectsIn = (
  place: ObjectSettings['place'],
  dataDir: string,
  { maxBytes = 1024 * 1024, timeoutMs = 20_000 }: Limits = {},
) => createObjects({ dataDir, objects: { place, maxBytes, timeoutMs } });

export const standOnDisk = async (): Promise<Stand & { readonly dataDir: string }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'objects-'));
  return {
    dataDir,
    open: (limits) => objectsIn({ driver: 'fs' }, dataDir, limits),
    stop: () => rm(dataDir, { recursive: true, force: true }),
  };
};

const standOn = (
  server: StorageServer,
  placeOf: (secret: { wrong?: boolean; bucket: string }) => ObjectSettings['place'],
): ServerStand => {
  const opened: Objects[] = [];
  const open = (secret: { wrong?: boolean; bucket?: string }, limits?: Limits) => {
    const objects = objectsIn(placeOf({ bucket: BUCKET, ...secret }), '/nowhere', limits);
    opened.push(objects);
    return objects;
  };
  return {
    server,
    open: (limits) => open({}, limits),
    openWronglyKeyed: () => open({ wrong: true }),
    openNoBucket: () => open({ bucket: 'nobodys' }),
    stop: async () => {
      await Promise.all(opened.map((objects) => objects.close()));
      await server.stop();
    },
  };
};

export const standOnS3 = async (): Promise<ServerStand> => {
  const keys = {
    accessKeyId: 'JOBWIRETEST',
    secretAccessKey: 'right-secret',
    region: 'eu-central-1',
  };
  const server = await startS3Server(BUCKET, keys, MAX_PAGE);
  return standOn(server, ({ wrong, bucket }) => ({
    driver: 's3',
    endpoint: server.url,
    ...keys,
    ...(wrong ? { secretAccessKey: WRONG } : {}),
    bucket,
    forcePathStyle: true,
  }));
};

export const standOnSupabase = async (): Promise<ServerStand> => {
  const key = 'right-service-role-key';
  const server = await startSupabaseServer(BUCKET, key);
  return standOn(server, ({ wrong, bucket }) => ({
    driver: 'supabase',
    url: server.url,
    serviceRoleKey: wrong ? WRONG : key,
    bucket,
  }));
};

export const WRONG_SECRET = WRONG;
