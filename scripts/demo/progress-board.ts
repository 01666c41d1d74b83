import type { JobNews } from './follow-jobs';

const BAR_WIDTH = 24;
const TYPE_WIDTH = 20;

const lineOf = ({ job, progress }: JobNews): string => {
  const percent = job.status === 'completed' ? 100 : (progress.percent ?? 0);
  const full = Math.round((percent / 100) * BAR_WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  const says = job.status === 'running' ? progress.message : job.status;
  return `${job.type.padEnd(TYPE_WIDTH)} ${bar} ${String(Math.round(percent)).padStart(3)} %  ${says}`;
};

/** Shows how far jobs are: bars that move on a terminal, one line for each change anywhere else. */
export const createProgressBoard = (out: NodeJS.WriteStream) => {
  const lines = new Map<string, string>();
  return (news: JobNews): void => {
    const line = lineOf(news);
    if (lines.get(news.job.id) === line) return;
    const drawn = lines.size;
    lines.set(news.job.id, line);
    if (!out.isTTY) {
      out.write(`${line}\n`);
      return;
    }
    // Over what stands there; a line that would wrap would throw the count off.
    const width = out.columns || 80;
    const up = drawn > 0 ? `\x1b[${drawn}A` : '';
    out.write(
      up + [...lines.values()].map((text) => `\x1b[2K${text.slice(0, width - 1)}\n`).join(''),
    );
  };
};
