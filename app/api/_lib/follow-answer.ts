import { type AskEnd, type AskFrame, askResultSchema } from '#contracts/ask';
import { readAskFrame } from '#contracts/ask-answer';
import { type Chunk, volatileMessageSchema } from '#contracts/events';
import { isTerminal, type Job } from '#contracts/job';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Principal } from '#platform/principal';
import { countWaiting } from './count-waiting';
import { endOfProcess } from './end-of-process';

/** A proxy that sees nothing for longer may take the connection for dead, in milliseconds. */
const HEARTBEAT_MS = 15_000;
/** Without any news the job is looked at this often: pub/sub promises nothing. */
const LOOK_MS = 2_000;
/** The last pieces travel on another road than the ending; so long they are waited for, in milliseconds. */
const LAST_PIECES_MS = 100;
/** Nobody is followed for ever: whoever is cut off goes on from the last event. */
const MOST_MS = 300_000;

type Event = 'job' | AskFrame['kind'] | 'end';

const format = (event: Event, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const endOf = ({ id, status, result, error }: Job): AskEnd => ({
  jobId: id,
  status,
  result: askResultSchema.safeParse(result).data ?? null,
  error,
});

/** Waits for whatever comes first: a call of `wake`, the time, the signal. */
const createAlarm = (signal: AbortSignal) => {
  let ring = () => {};
  let rung = false;
  signal.addEventListener('abort', () => ring(), { once: true });
  return {
    wake: () => {
      rung = true;
      ring();
    },
    /** @returns whether it was woken */
    wait: async (ms: number): Promise<boolean> => {
      if (!rung && !signal.aborted) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          ring = resolve;
          timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
      }
      const was = rung;
      rung = false;
      return was;
    },
  };
};

interface Followed {
  readonly platform: Platform;
  readonly who: Principal;
  readonly job: Job;
  /** Index of the last chunk that is known. */
  readonly after: number;
  readonly signal: AbortSignal;
}

/** The chunks of a message on a job's channel; none where it says something else. */
const chunksIn = (raw: string): readonly Chunk[] => {
  if (!raw.startsWith('{"t":"chunk"')) return [];
  try {
    const message = volatileMessageSchema.safeParse(JSON.parse(raw)).data;
    return message?.t === 'chunk' ? message.d.chunks : [];
  } catch {
    // Not ours; what it may have said is found by its index.
    return [];
  }
};

const toEvent = ({ n, text }: Chunk): string | null => {
  const frame = readAskFrame(text);
  if (!frame) return null;
  const { kind, ...data } = frame;
  return format(kind, data, n);
};

/** Listens to a job from here on. */
const listenTo = async ({ platform: { subscriptions }, job, signal }: Followed) => {
  const alarm = createAlarm(signal);
  const name = JSON.stringify(job.id);
  const heard = {
    arrived: [] as Chunk[],
    /** The job and its chunks have to be read: it moved, something was missed, or it is time. */
    unread: true,
  };
  const lookAgain = () => {
    heard.unread = true;
    alarm.wake();
  };
  const leave = await Promise.all([
    subscriptions.job(job.userId, job.id, (raw) => {
      heard.arrived.push(...chunksIn(raw));
      alarm.wake();
    }),
    subscriptions.owner(job.userId, (raw) => {
      if (raw.includes(name)) lookAgain();
    }),
  ]);
  leave.push(subscriptions.onGap(lookAgain));
  const close = () => {
    for (const off of leave) off();
  };
  return { heard, wait: alarm.wait, close };
};

/** Everything of an answer from a chunk on: replayed by index, then as it comes, then its end. */
async function* eventsOf(followed: Followed): AsyncGenerator<string> {
  const { platform, who, job, signal } = followed;
  const { heard, wait, close } = await listenTo(followed);
  const deadline = performance.now() + MOST_MS;
  let [now, last, ending, toldAt] = [job, followed.after, false, performance.now()];
  try {
    yield format('job', { jobId: job.id, job });
    while (!signal.aborted && performance.now() < deadline) {
      let fresh: readonly Chunk[] = heard.arrived.filter(({ n }) => n > last);
      heard.arrived = [];
      if (heard.unread || fresh.some(({ n }, index) => n !== last + 1 + index)) {
        // The job first: what was written before its end is then among the chunks.
        now = await platform.jobs.get(who, job.id);
        ({ chunks: fresh } = await platform.jobs.chunks(who, job.id, last));
        heard.unread = fresh.length > 0;
      }
      for (const chunk of fresh) {
        last = chunk.n;
        toldAt = performance.now();
        const event = toEvent(chunk);
        if (event !== null) yield event;
      }
      if (heard.unread || heard.arrived.length > 0) continue;
      if (isTerminal(now.status)) {
        if (ending) return yield format('end', endOf(now));
        ending = true;
        await wait(LAST_PIECES_MS);
        heard.unread = true;
        continue;
      }
      if (!(await wait(LOOK_MS))) heard.unread = true;
      if (performance.now() - toldAt < HEARTBEAT_MS) continue;
      toldAt = performance.now();
      yield ': still there\n\n';
    }
  } finally {
    close();
  }
}

/**
 * An answer as server-sent events: `job`, `sources`, `text` …, `end`. Who goes away stops nothing: the job goes on, and
 * from the id of the last event so does the stream.
 *
 * @throws AppError too_many_connections
 */
export const followAnswer = async (
  platform: Platform,
  who: Principal,
  job: Job,
  { request, after }: { readonly request: Request; readonly after: number },
): Promise<Response> => {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    location: `/api/ask/${encodeURIComponent(job.id)}`,
    // Or a proxy may gather the pieces until they make a whole.
    'x-accel-buffering': 'no',
  };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const gone = new AbortController();
  let release = () => {};
  const counted = new Promise<void>((admitted, refused) => {
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    countWaiting(who.userId, () => {
      admitted();
      return held;
    }).catch(refused);
  });
  await counted;
  const signal = AbortSignal.any([request.signal, endOfProcess(), gone.signal]);
  const events = eventsOf({ platform, who, job, after, signal });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      // One at a time, when it is asked for: a reader that stalls stalls its own stream alone.
      pull: async (controller) => {
        try {
          const next = await events.next();
          if (!next.done) return controller.enqueue(encoder.encode(next.value));
        } catch (error) {
          platform.log.warn({ err: error, jobId: job.id }, 'an answer could not be followed on');
        }
        release();
        controller.close();
      },
      cancel: async () => {
        gone.abort();
        release();
        await events.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
};

/**
 * The index in `Last-Event-ID`; 0 without it.
 *
 * @throws AppError invalid_query
 */
export const lastEventId = (headers: Headers): number => {
  const given = headers.get('last-event-id')?.trim();
  if (!given) return 0;
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new AppError('invalid_query', 'Last-Event-ID is the id of an event of this stream.');
};
