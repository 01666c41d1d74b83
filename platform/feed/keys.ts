/**
 * Keys of an owner's feed. All share the hash tag `{u:<owner>}`, so that one Lua call may touch them
 * on Redis Cluster too. Owners hold no braces (see `userIdSchema`).
 */
export const feedKeys = (owner: string) => {
  const tag = `{u:${owner}}`;
  return {
    /** Hash: `e` epoch, `q` last seq, `run` the server life it was made in. */
    head: `${tag}:h`,
    /** Stream of durable events; an entry's id is its seq. */
    stream: `${tag}:s`,
    /** Channel of durable events. */
    channel: `${tag}:c`,
    /** Hash per job: `r` last published rev, `p` progress, `l` and `k` counts of log lines and chunks, `s` reserved start. */
    job: (jobId: string) => `${tag}:j:${jobId}`,
    /** Log lines, capped. */
    logs: (jobId: string) => `${tag}:l:${jobId}`,
    /** Output chunks, capped. */
    chunks: (jobId: string) => `${tag}:k:${jobId}`,
    /** Channel of a job's volatile messages. */
    watch: (jobId: string) => `${tag}:w:${jobId}`,
    /** List of reserved start times, newest first. */
    starts: `${tag}:t`,
  };
};
