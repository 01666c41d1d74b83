import type { Pool } from 'pg';
import webPush from 'web-push';
import { z } from 'zod';
import { installationSetting } from './installation-setting';

const keysSchema = z.object({ publicKey: z.string(), privateKey: z.string() });

/** The pair of keys by which push services know this installation (VAPID, RFC 8292). */
export type VapidKeys = z.infer<typeof keysSchema>;

/**
 * Reads the keys, or makes them where there are none yet. They are made once: every subscription is bound
 * to the public one. A failed read is tried again at the next call.
 */
export const createVapidKeys = (pool: Pool): (() => Promise<VapidKeys>) => {
  let known: Promise<VapidKeys> | undefined;
  const read = async () => {
    const make = () => JSON.stringify(webPush.generateVAPIDKeys());
    return keysSchema.parse(JSON.parse(await installationSetting(pool, 'vapid-keys', make)));
  };
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
};
