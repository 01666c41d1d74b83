const COLOURS = [36, 33, 32, 35, 34];
const NAME_WIDTH = 8;

/** pino's numbers for the levels it writes. @type {Record<number, string>} */
const LEVELS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'ERROR', 60: 'FATAL' };

/**
 * A log line for eyes: the level, the message and what else it carries, instead of JSON.
 *
 * @param {string} line
 * @returns {string}
 */
export const readableLine = (line) => {
  if (!line.startsWith('{"level":')) return line;
  try {
    const {
      level,
      msg = '',
      time: _time,
      pid: _pid,
      hostname: _host,
      process: _process,
      ...rest
    } = JSON.parse(line);
    const details = Object.entries(rest).map(([key, value]) =>
      key === 'err'
        ? `\n${value.stack ?? value.message}`
        : ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    return `${(LEVELS[level] ?? String(level)).padEnd(5)} ${msg}${details.join('')}`;
  } catch {
    return line;
  }
};

/**
 * Prints the lines of several processes, each under its name. On a terminal log lines are made readable; anywhere
 * else they stay the JSON that tools read.
 *
 * @param {{ write: (text: string) => unknown, isTTY?: boolean }} out
 */
export const createLinePrinter = (out) => {
  /** @type {Map<string, number>} */
  const colours = new Map();
  /** @param {string} name @param {string} line */
  return (name, line) => {
    const label = name.padEnd(NAME_WIDTH);
    if (!out.isTTY) {
      out.write(`${label} | ${line}\n`);
      return;
    }
    const colour = colours.get(name) ?? COLOURS[colours.size % COLOURS.length] ?? 36;
    colours.set(name, colour);
    for (const part of readableLine(line).split('\n'))
      out.write(`\x1b[${colour}m${label}\x1b[0m │ ${part}\n`);
  };
};
