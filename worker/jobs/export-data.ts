import type { ExportPart } from '#platform/user-data/create-exporter';
import type { JobHandler } from '../job-handler';

/** Gathers what is kept of the job's owner, a part a step: a later attempt begins after the last part. */
export const exportData: JobHandler<'export-data'> = async (_input, context, { userData }) => {
  const { exporter } = userData;
  const { jobId, userId: owner } = context;
  const sections: Record<string, number> = {};
  let bytes = 0;
  let n = 0;
  for (const [index, section] of exporter.sections.entries()) {
    let after: string | null = null;
    do {
      context.signal.throwIfAborted();
      const from: string | null = after;
      const number = n + 1;
      const part: ExportPart = await context.step(`${section.kind} ${number}`, () =>
        exporter.writePart(section, owner, jobId, number, from),
      );
      if (part.records > 0) n = number;
      bytes += part.bytes;
      sections[section.kind] = (sections[section.kind] ?? 0) + part.records;
      after = part.next;
    } while (after !== null);
    context.progress(((index + 1) / exporter.sections.length) * 95, section.kind);
  }
  const expiresAt = await context.step('Publish', () => exporter.publish(owner, jobId, bytes));
  return { bytes, sections, expiresAt };
};
