import type { RedisClient } from '../redis';
import { LIVE_JOB_SECONDS } from './create-publisher';
import { feedKeys } from './keys';
import { defineScript } from './run-script';

/**
 * A waiting parent's progress, from its children's. In one call, since many workers report at once: what
 * is read, compared and published belongs together, or an older sum could follow a newer one.
 *
 * KEYS: the parent's job hash, then those of its live children. ARGV: channel, life in seconds, the rev
 * it belongs behind, attempt, from percent, to percent, weight of all children, weight of those that have
 * ended, percent it never falls below, job id as JSON, message as JSON; then each live child's weight.
 * Returns the percent as text, or nothing where the parent has moved on.
 */
const rollUpLua = `
local r = redis.call('HGET', KEYS[1], 'r')
if r and tonumber(r) > tonumber(ARGV[3]) then return false end
local done = tonumber(ARGV[8])
for i = 2, #KEYS do
  local p = redis.call('HGET', KEYS[i], 'p')
  local ok, event = pcall(cjson.decode, p or '')
  if ok and type(event) == 'table' and type(event.percent) == 'number' then
    done = done + tonumber(ARGV[10 + i]) * math.min(100, math.max(0, event.percent)) / 100
  end
end
local from, to, all = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local percent = from
if all > 0 then percent = from + (to - from) * math.min(1, done / all) end
percent = math.max(math.floor(percent * 10 + 0.5) / 10, tonumber(ARGV[9]))
local old = redis.call('HGET', KEYS[1], 'p')
local ok, last = pcall(cjson.decode, old or '')
if ok and type(last) == 'table' and last.attempt == tonumber(ARGV[4]) and type(last.percent) == 'number' then
  percent = math.max(percent, last.percent)
end
local text = string.format('%.14g', percent)
local head = '{"percent":' .. text .. ',"message":' .. ARGV[11] .. ',"jobId":' .. ARGV[10] .. ',"attempt":' .. ARGV[4] .. ',"after":' .. ARGV[3]
if old and string.sub(old, 1, #head) == head then return text end
local t = redis.call('TIME')
local event = head .. ',"at":' .. t[1] .. string.format('%03d', math.floor(t[2] / 1000)) .. '}'
redis.call('HSET', KEYS[1], 'p', event)
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('PUBLISH', ARGV[1], '{"t":"progress","d":' .. event .. '}')
return text`;

export interface RollUp {
  readonly owner: string;
  readonly jobId: string;
  /** Rev of the parent's wait. */
  readonly after: number;
  readonly attempt: number;
  readonly fromPercent: number;
  readonly toPercent: number;
  readonly weight: number;
  readonly endedWeight: number;
  readonly floorPercent: number;
  readonly message: string;
  readonly live: readonly { readonly id: string; readonly weight: number }[];
}

const runRollUp = defineScript(rollUpLua);

/** Publishes a waiting parent's progress. @returns its percent; null where it no longer waits */
export const publishRollUp = async (client: RedisClient, roll: RollUp): Promise<number | null> => {
  const keys = feedKeys(roll.owner);
  const percent = await runRollUp(
    client,
    [keys.job(roll.jobId), ...roll.live.map((child) => keys.job(child.id))],
    [
      keys.watch(roll.jobId),
      LIVE_JOB_SECONDS,
      roll.after,
      roll.attempt,
      roll.fromPercent,
      roll.toPercent,
      roll.weight,
      roll.endedWeight,
      roll.floorPercent,
      JSON.stringify(roll.jobId),
      JSON.stringify(roll.message),
      ...roll.live.map((child) => child.weight),
    ],
  );
  return percent === null ? null : Number(percent);
};
