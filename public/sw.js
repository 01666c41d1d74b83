/*
 * Shows how jobs ended while no page is in view. It answers no requests and keeps no pages: whatever is
 * loaded comes from the server.
 */

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => event.waitUntil(tell(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** The message; null where it is none of ours. */
const read = (data) => {
  try {
    const note = data.json();
    return note.v === 1 && typeof note.jobId === 'string' && note.title ? note : null;
  } catch {
    return null;
  }
};

const tell = async (data) => {
  const note = read(data);
  if (!note) return;
  const inView = (await pages()).filter((page) => page.visibilityState === 'visible');
  for (const page of inView) page.postMessage({ type: 'jobwire:ended', jobId: note.jobId });
  if (inView.length > 0) return;
  const { title, text: body, jobId: tag, lang, dir, url } = note;
  const icon = '/icon-192.png';
  // Under one tag, so that a message that comes twice, or after the page's own notice, shows once.
  await self.registration.showNotification(title, { body, tag, lang, dir, icon, data: { url } });
};

/** The tab with the job's page, else a tab of ours that goes there, else a new one. */
const open = async (path) => {
  const wanted = new URL(String(path ?? '/'), self.location.origin);
  const url = wanted.origin === self.location.origin ? wanted.href : self.location.origin;
  const tabs = await pages();
  const there = tabs.find((tab) => tab.url === url);
  const tab = there ?? tabs[0];
  if (!tab) return self.clients.openWindow(url);
  await tab.focus();
  if (!there) tab.postMessage({ type: 'jobwire:open', path: new URL(url).pathname });
};

const send = (method, body) =>
  fetch('/api/push/subscriptions', {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The browser's push service gave the subscription another address, or ended it. */
const renew = async ({ oldSubscription, newSubscription }) => {
  const { publicKey } = await (await fetch('/api/push/key')).json();
  const next =
    newSubscription ??
    (publicKey &&
      (await self.registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: publicKey,
      })));
  if (next) await send('POST', { ...next.toJSON(), lang: self.navigator.language.split('-')[0] });
  if (oldSubscription) await send('DELETE', { endpoint: oldSubscription.endpoint });
};
