import type { Messages } from '#contracts/messages/locales';
import type { JobNotice } from '#hooks/jobs-api';
import {
  currentSubscription,
  registerWorker,
  subscribeToPush,
  unsubscribeFromPush,
} from './push-subscription';

/** How a person hears of endings outside the page, in this browser. */
export type DesktopMode = 'when-hidden' | 'push';
/** `unsupported`: plain http, or a browser without notifications. `denied`: only the browser's settings can change it. */
export type DesktopState = 'unsupported' | 'denied' | 'off' | DesktopMode;

const CHANGED = 'jobwire:notify';
/** A subscription is confirmed at most this often, in milliseconds. */
const RENEW_EVERY_MS = 12 * 3_600_000;

const nameOf = (userId: string): string => `jobwire:notify:${userId}`;

const kept = (userId: string): { mode: DesktopMode; lang: string; at: number } | null => {
  try {
    const [mode, lang = '', at] = (localStorage.getItem(nameOf(userId)) ?? '').split(' ');
    return mode === 'when-hidden' || mode === 'push' ? { mode, lang, at: Number(at) || 0 } : null;
  } catch {
    return null;
  }
};

const keep = (userId: string, mode: DesktopMode | null, lang = ''): void => {
  try {
    if (mode) localStorage.setItem(nameOf(userId), `${mode} ${lang} ${Date.now()}`);
    else localStorage.removeItem(nameOf(userId));
  } catch {
    // Forbidden: the choice holds for no longer than the permission says.
  }
  dispatchEvent(new Event(CHANGED));
};

export const readDesktopState = (userId: string): DesktopState => {
  if (!isSecureContext || typeof Notification === 'undefined') return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' ? (kept(userId)?.mode ?? 'off') : 'off';
};

/** Calls when what `readDesktopState` says may have changed, here or in another tab. */
export const subscribeDesktopState = (listener: () => void): (() => void) => {
  const names = [CHANGED, 'storage', 'focus'];
  for (const name of names) addEventListener(name, listener);
  return () => {
    for (const name of names) removeEventListener(name, listener);
  };
};

/** In its own time: a push service that cannot be reached may never answer. Until then a page has to be open. */
const addPush = async (userId: string, lang: string): Promise<void> => {
  if (!(await subscribeToPush(lang))) return;
  if (kept(userId)) keep(userId, 'push', lang);
  else await unsubscribeFromPush();
};

/**
 * Asks for permission and turns notifications on. To be called from a click: browsers ask for nothing else.
 *
 * @param most `when-hidden` leaves Web Push alone
 */
export const turnDesktopOn = async (
  userId: string,
  lang: string,
  most: DesktopMode = 'push',
): Promise<void> => {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return void dispatchEvent(new Event(CHANGED));
  keep(userId, 'when-hidden', lang);
  // Where a page's own notifications do not work (Android), the worker shows them.
  await registerWorker()?.catch(() => {});
  if (most === 'push') addPush(userId, lang).catch(() => {});
};

export const turnDesktopOff = async (userId: string): Promise<void> => {
  keep(userId, null);
  await unsubscribeFromPush().catch(() => {});
};

/**
 * Puts this browser right for whoever is signed in: confirms their subscription now and then, ends the one
 * of somebody who was signed in before.
 */
export const renewDesktop = async (userId: string, lang: string): Promise<void> => {
  const choice = kept(userId);
  const state = readDesktopState(userId);
  if (state === 'off') await unsubscribeFromPush();
  if (!choice || (state !== 'push' && state !== 'when-hidden')) return;
  const fresh = choice.lang === lang && Date.now() - choice.at < RENEW_EVERY_MS;
  if (fresh && (state === 'when-hidden' || (await currentSubscription()))) return;
  // First, so that a push service which does not answer is not asked again with every page.
  keep(userId, 'when-hidden', lang);
  await addPush(userId, lang);
};

/** Tells of an ending outside the page. Under the job's id as tag, as Web Push does: whichever comes second replaces the first. */
export const showDesktopNotice = async (
  { kind, job }: JobNotice,
  title: string,
  words: Messages['notifications'],
  onOpen: () => void,
): Promise<void> => {
  if (kind !== 'completed' && kind !== 'failed') return;
  const url = `/jobs/${encodeURIComponent(job.id)}`;
  const options = { body: words.ended[kind], tag: job.id, icon: '/icon-192.png', data: { url } };
  const worker = await navigator.serviceWorker?.getRegistration('/');
  if (worker?.active) return worker.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.onclick = () => {
    shown.close();
    focus();
    onOpen();
  };
};
