/**
 * Numbers, stores and publishes an owner's durable events in one call.
 *
 * KEYS: head, stream, then of each event the job's hash, logs and chunks. ARGV: server run id ('' = ask the server),
 * a fresh epoch, most events kept, channel, feed life in seconds, life of events in seconds; then per
 * event: rev, life of the job's data in seconds, JSON tail (`"kind":...}`).
 *
 * Events hold jobs with their results. The stream ends its life after the last of them; before that, `w`
 * and `wq` of the head say when the time now running began and after which event: what had its life by
 * then goes when it is over, so that no event outlives its time twice.
 *
 * Idempotent by rev: worker and sweeper may both publish a change. A lost head or another life of the
 * server (an append-only tail may be missing) means that continuity cannot be proved: a new epoch.
 */
export const publishLua = `
local h, s = KEYS[1], KEYS[2]
local run = ARGV[1]
if run == '' then run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or 'none' end
local m = redis.call('HMGET', h, 'e', 'q', 'run', 'w', 'wq')
local e, q, w = m[1], tonumber(m[2] or '0'), tonumber(m[4] or '0')
if (not e) or m[3] ~= run then
  e = ARGV[2]; q = 0; w = 0
  redis.call('DEL', s)
  redis.call('HSET', h, 'e', e, 'run', run, 'q', 0)
end
local q0, b = q, 6
for i = 3, #KEYS, 3 do
  local k, rev = KEYS[i], tonumber(ARGV[b + 1])
  local cur = redis.call('HGET', k, 'r')
  if (not cur) or tonumber(cur) < rev then
    q = q + 1
    local msg = '{"epoch":"' .. e .. '","seq":' .. q .. ',' .. ARGV[b + 3]
    redis.call('XADD', s, 'MAXLEN', '~', ARGV[3], q .. '-0', 'd', msg)
    redis.call('HSET', k, 'r', ARGV[b + 1])
    redis.call('EXPIRE', k, ARGV[b + 2])
    if ARGV[b + 2] == ARGV[6] then
      redis.call('EXPIRE', KEYS[i + 1], ARGV[6])
      redis.call('EXPIRE', KEYS[i + 2], ARGV[6])
    end
    redis.call('PUBLISH', ARGV[4], msg)
  end
  b = b + 3
end
if q ~= q0 then
  redis.call('HSET', h, 'q', q)
  redis.call('EXPIRE', h, ARGV[5])
  redis.call('EXPIRE', s, ARGV[6])
  local now = tonumber(redis.call('TIME')[1])
  if now - w >= tonumber(ARGV[6]) then
    if w > 0 then redis.call('XTRIM', s, 'MINID', (tonumber(m[5]) + 1) .. '-0') end
    redis.call('HSET', h, 'w', now, 'wq', q0)
  end
end
return q`;

/**
 * Reads an owner's head, making one where there is none, so that a first cursor has an epoch.
 * KEYS: head, stream. ARGV: run id or '', a fresh epoch, feed life in seconds. Returns epoch, seq.
 */
export const headLua = `
local run = ARGV[1]
if run == '' then run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or 'none' end
local m = redis.call('HMGET', KEYS[1], 'e', 'q', 'run')
if (not m[1]) or m[3] ~= run then
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'e', ARGV[2], 'run', run, 'q', 0)
  redis.call('EXPIRE', KEYS[1], ARGV[3])
  return { ARGV[2], 0 }
end
return { m[1], tonumber(m[2]) }`;

/** Of one owner's jobs: which (job hash, rev) did the feed never see? Returns their positions, from 1. */
export const unpublishedLua = `
local o = {}
for i = 1, #KEYS do
  local c = redis.call('HGET', KEYS[i], 'r')
  if (not c) or tonumber(c) < tonumber(ARGV[i]) then o[#o + 1] = i end
end
return o`;

/**
 * Publishes what is volatile of one job: progress, log lines, chunks.
 *
 * KEYS: job hash, logs, chunks. ARGV: channel, life in seconds, the rev it belongs behind, job id as
 * JSON, most log lines kept, most chunks kept, progress JSON or empty, number of log lines; then the
 * lines (JSON tails `"at":...}`), then the chunks likewise.
 *
 * A durable change newer than the attempt's own silences its progress: an old worker cannot make a
 * finished job look alive. Returns 1 then.
 */
export const volatileLua = `
local r = redis.call('HGET', KEYS[1], 'r')
local stale = r and tonumber(r) > tonumber(ARGV[3])
if ARGV[7] ~= '' and not stale then
  redis.call('HSET', KEYS[1], 'p', ARGV[7])
  redis.call('PUBLISH', ARGV[1], '{"t":"progress","d":' .. ARGV[7] .. '}')
end
local lines = tonumber(ARGV[8])
local function keep(key, field, from, to, most, kind, items)
  local n = tonumber(redis.call('HGET', KEYS[1], field) or '0')
  local out = {}
  for i = from, to do
    n = n + 1
    local item = '{"n":' .. n .. ',' .. ARGV[i]
    redis.call('RPUSH', key, item)
    out[#out + 1] = item
  end
  redis.call('LTRIM', key, -tonumber(most), -1)
  redis.call('EXPIRE', key, ARGV[2])
  redis.call('HSET', KEYS[1], field, n)
  redis.call('PUBLISH', ARGV[1], '{"t":"' .. kind .. '","d":{"jobId":' .. ARGV[4] .. ',"' .. items .. '":[' .. table.concat(out, ',') .. ']}}')
end
if lines > 0 then keep(KEYS[2], 'l', 9, 8 + lines, ARGV[5], 'log', 'lines') end
if #ARGV > 8 + lines then keep(KEYS[3], 'k', 9 + lines, #ARGV, ARGV[6], 'chunk', 'chunks') end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return stale and 1 or 0`;
