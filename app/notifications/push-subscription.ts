import type { z } from 'zod';
import type { pushKeySchema } from '#contracts/push';

const WORKER = '/sw.js';
const PATH = '/api/push/subscriptions';

const request = async (path: string, method: 'GET' | 'POST' | 'DELETE', body?: object) => {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json() as Promise<unknown>;
};

/** The service worker that shows notifications, registered once; undefined where the browser has none. */
export const registerWorker = (): Promise<ServiceWorkerRegistration> | undefined =>
  navigator.serviceWorker?.register(WORKER, { scope: '/', updateViaCache: 'none' });

/** This browser's subscription, whoever made it. */
export const currentSubscription = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker?.getRegistration('/');
  return (await registration?.pushManager?.getSubscription()) ?? null;
};

const subscribeAnew = async (
  { pushManager }: ServiceWorkerRegistration,
  applicationServerKey: string,
): Promise<PushSubscription> => {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    // Bound to a key of before, of an installation that has been set up anew.
    const stale = await pushManager.getSubscription();
    if (!stale) throw error;
    await stale.unsubscribe();
    return pushManager.subscribe(options);
  }
};

/**
 * Subscribes this browser, or says again that it is there.
 *
 * @param lang language of the messages
 * @returns false where there is no Web Push, here or on the server
 */
export const subscribeToPush = async (lang: string): Promise<boolean> => {
  const registration = await registerWorker();
  if (!registration?.pushManager) return false;
  // Only an active worker can subscribe.
  await navigator.serviceWorker.ready;
  // Our own route's answer, made by its schema there: the schema itself is too large for every page.
  const { publicKey } = (await request('/api/push/key', 'GET')) as z.infer<typeof pushKeySchema>;
  if (publicKey === null) return false;
  const subscription = await subscribeAnew(registration, publicKey);
  try {
    await request(PATH, 'POST', { ...subscription.toJSON(), lang });
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  return true;
};

/** Ends this browser's subscription, if it has one; the server hears of it where it can be reached. */
export const unsubscribeFromPush = async (): Promise<void> => {
  const subscription = await currentSubscription();
  if (!subscription) return;
  const { endpoint } = subscription;
  await Promise.allSettled([request(PATH, 'DELETE', { endpoint }), subscription.unsubscribe()]);
};
