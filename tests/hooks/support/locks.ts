interface Waiting {
  grant: () => void;
  signal?: AbortSignal;
}

/** The Web Locks of one origin, in memory: a queue per name, with stealing and signals (W3C Web Locks). */
export const createLocks = (): LockManager & { holders(name: string): number } => {
  const held = new Map<string, { reject: (error: unknown) => void }>();
  const queues = new Map<string, Waiting[]>();

  const next = (name: string) => {
    if (held.has(name)) return;
    queues.get(name)?.shift()?.grant();
  };

  const request = (
    name: string,
    ...rest: [LockGrantedCallback<unknown>] | [LockOptions, LockGrantedCallback<unknown>]
  ): Promise<unknown> => {
    const [options, callback] = rest.length === 1 ? [{} as LockOptions, rest[0]] : rest;
    const { steal, signal, ifAvailable } = options;
    if (steal && signal) {
      return Promise.reject(new DOMException('steal and signal together', 'NotSupportedError'));
    }
    return new Promise((resolve, reject) => {
      const grant = () => {
        const holder = { reject };
        held.set(name, holder);
        const release = () => {
          if (held.get(name) !== holder) return;
          held.delete(name);
          next(name);
        };
        Promise.resolve()
          .then(() => callback({ name, mode: 'exclusive' }))
          .then(resolve, reject)
          .finally(release);
      };
      if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
      if (steal) {
        held.get(name)?.reject(new DOMException('stolen', 'AbortError'));
        grant();
        return;
      }
      if (ifAvailable && held.has(name)) {
        Promise.resolve(callback(null)).then(resolve, reject);
        return;
      }
      const waiting: Waiting = { grant, signal };
      const queue = queues.get(name) ?? [];
      queues.set(name, queue);
      queue.push(waiting);
      signal?.addEventListener('abort', () => {
        const at = queue.indexOf(waiting);
        if (at < 0) return;
        queue.splice(at, 1);
        reject(new DOMException('aborted', 'AbortError'));
      });
      next(name);
    });
  };

  return {
    request: request as LockManager['request'],
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
    holders: (name) => (held.has(name) ? 1 : 0),
  };
};
