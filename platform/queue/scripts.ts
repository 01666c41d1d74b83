/**
 * Lua beside BullMQ's own. They rely on its layout (`prioritized` set scored priority * 2^32 + counter,
 * `active` list, `stalled` set, `<id>:lock`, `ats`); tests prove it for the pinned version.
 */

/**
 * Start-time fair queueing by priority tags (Goyal, Vin, Cheng: "Start-time Fair Queuing", 1996). One
 * call per flow and batch; a flow is an owner at one priority.
 *
 * KEYS: prioritized set, fair hash. ARGV: flow, number of jobs, cost of one. Returns the first tag; the
 * next ones follow at `cost` apart. Virtual time is the tag at the head of the line, so a start
 * writes nothing. An empty line begins a new busy period.
 */
export const fairTagsLua = `
local head = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local v = 1
if head[2] then v = math.max(1, math.floor(tonumber(head[2]) / 4294967296))
else redis.call('DEL', KEYS[2]) end
local f = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
local s = math.max(v, f)
redis.call('HSET', KEYS[2], ARGV[1], s + tonumber(ARGV[2]) * tonumber(ARGV[3]))
return s`;

/** A queued job that was cancelled gives its share back. KEYS: fair hash. ARGV: flow, cost. */
export const returnTagLua = `
local f = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if f > tonumber(ARGV[2]) then redis.call('HINCRBY', KEYS[1], ARGV[1], -tonumber(ARGV[2])) end
return 1`;

/**
 * Tags are 21 bits wide: before they run out, all are moved down by the head's.
 * KEYS: prioritized set, fair hash. ARGV: key prefix of the job hashes. Returns how far they moved.
 */
export const rebaseTagsLua = `
local head = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if not head[2] then redis.call('DEL', KEYS[2]) return 0 end
local by = math.floor(tonumber(head[2]) / 4294967296) - 1
if by < 1 then return 0 end
local all = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #all, 2 do
  local score = tonumber(all[i + 1]) - by * 4294967296
  redis.call('ZADD', KEYS[1], score, all[i])
  redis.call('HSET', ARGV[1] .. all[i], 'priority', math.floor(score / 4294967296))
end
local flows = redis.call('HGETALL', KEYS[2])
for i = 1, #flows, 2 do
  local f = tonumber(flows[i + 1]) - by
  if f > 1 then redis.call('HSET', KEYS[2], flows[i], f) else redis.call('HDEL', KEYS[2], flows[i]) end
end
return by`;

/** Which job hashes does the engine not have? KEYS: job hashes of one queue. Returns positions, from 1. */
export const missingLua = `
local o = {}
for i = 1, #KEYS do if redis.call('EXISTS', KEYS[i]) == 0 then o[#o + 1] = i end end
return o`;

/**
 * Renews locks, and takes back one that expired while nobody else had the job (Redis stood still):
 * `ats` counts every hand-out, so a lock is never taken back from a successor.
 *
 * KEYS: stalled set, active list. ARGV: key prefix, lock ms, then per job: id, token, ats at its
 * start. Returns the ids that are truly lost.
 */
export const renewLocksLua = `
local lost = {}
for i = 3, #ARGV, 3 do
  local id, token, ats = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local lock = ARGV[1] .. id .. ':lock'
  local cur = redis.call('GET', lock)
  if cur == token or ((not cur) and redis.call('HGET', ARGV[1] .. id, 'ats') == ats and redis.call('LPOS', KEYS[2], id)) then
    redis.call('SET', lock, token, 'PX', ARGV[2])
    redis.call('SREM', KEYS[1], id)
  else lost[#lost + 1] = id end
end
return lost`;

/**
 * Before each stall check: after a silence of nearly a lock's time (Redis frozen, or every worker was)
 * renewals go first, or each running job would be started twice. Only a process that has ticked before
 * may declare the silence; a newcomer after a crash of all may not.
 *
 * KEYS: tick hash. ARGV: lock ms, '1' if this process has ticked before. 1 = check, 0 = leave it.
 */
export const stallGuardLua = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local m = redis.call('HMGET', KEYS[1], 'last', 'grace')
redis.call('HSET', KEYS[1], 'last', now)
local lock = tonumber(ARGV[1])
if m[1] and ARGV[2] == '1' and now - tonumber(m[1]) > lock * 0.8 then
  redis.call('HSET', KEYS[1], 'grace', now + lock)
  return 0
end
if m[2] and now < tonumber(m[2]) then return 0 end
return 1`;

/**
 * Reserves a start within an owner's limit: any minute holds at most so many. A job that must wait gets
 * its own moment, so a thousand waiting ones do not all wake at once.
 *
 * KEYS: list of reserved starts (newest first), job hash. ARGV: starts a minute, now (ms). Returns the
 * time of the start in ms; now or earlier = start.
 */
export const reserveStartLua = `
local kept = redis.call('HGET', KEYS[2], 's')
if kept then return tonumber(kept) end
local limit, now = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], limit - 1)
local at = now
if oldest and tonumber(oldest) + 60000 > now then at = tonumber(oldest) + 60000 end
redis.call('LPUSH', KEYS[1], at)
redis.call('LTRIM', KEYS[1], 0, limit - 1)
redis.call('PEXPIRE', KEYS[1], at - now + 60000)
redis.call('HSET', KEYS[2], 's', at)
redis.call('EXPIRE', KEYS[2], 172800)
return at`;
