/**
 * Runs inside a page: notes for each event how long it took from being published to being painted. A paint is
 * over when a task that was posted from an animation frame runs.
 */
export const watchPaint = (): void => {
  const seen = new Set<string>();
  const latencies: number[] = [];
  let waiting: number[] = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.timeOrigin + performance.now();
    for (const at of waiting) latencies.push(now - at);
    waiting = [];
  };
  const note = (text: string | null | undefined) => {
    const stamp = /t(\d{13}\.\d{3})/.exec(text ?? '')?.[1];
    if (!stamp || seen.has(stamp)) return;
    seen.add(stamp);
    if (waiting.push(Number(stamp)) === 1) {
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target.nodeType === Node.TEXT_NODE) note(target.nodeValue);
      for (const node of addedNodes) note(node.textContent);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  Object.assign(window, {
    takeLatencies: () => latencies.splice(0),
    hasPainted: (stamps: readonly string[]) =>
      waiting.length === 0 && stamps.every((stamp) => seen.has(stamp.slice(1))),
  });
};
