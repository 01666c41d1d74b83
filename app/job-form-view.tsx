'use client';

import { useEffect, useRef } from 'react';
import { valuesFromInput } from '#components/field-values';
import { JobForm, type Refusal } from '#components/job-form';
import { useMessages } from '#components/messages';
import type { Job } from '#contracts/job';
import type { JobType } from '#contracts/jobs/index';
import type { CreateJobRequest, RequestFailure } from '#hooks/jobs-api';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import type { Prefill } from './_lib/studio-content';
import type { Sheet } from './_lib/studio-sections';
import { LatestLine } from './latest-line-view';

interface JobFormViewProps {
  sheet: Sheet;
  titleId: string;
  prefill: Prefill | null;
  /** The type's newest job when the page was made. */
  latest: Job | null;
}

/** A job type's form, joined to the jobs it starts. */
export function JobFormView({ sheet, titleId, prefill, latest }: JobFormViewProps) {
  const { studio } = useMessages();
  const generate = useGenerate(sheet.type);
  useAskedFor(sheet.type, prefill !== null);
  const notice = prefill?.failed
    ? studio.prefillFailed
    : prefill?.from
      ? studio.prefilled
      : undefined;
  return (
    <JobForm
      type={sheet.type}
      titleId={titleId}
      fields={sheet.fields}
      initialValues={prefill?.input ? valuesFromInput(sheet.fields, prefill.input) : undefined}
      notice={notice}
      onGenerate={generate}
      status={<LatestLine type={sheet.type} known={latest} />}
    />
  );
}

/** Brings the form that the address asks for into view. */
function useAskedFor(type: JobType, asked: boolean): void {
  useEffect(() => {
    if (asked) document.getElementById(type)?.scrollIntoView({ block: 'start' });
  }, [type, asked]);
}

/** Within this time the same input is one wish, however often the button is pressed. */
const DOUBLE_PRESS_MS = 1_000;

function useGenerate(type: JobType) {
  const { studio } = useMessages();
  const { createJob } = useBackgroundJobs({ types: [type] });
  const last = useRef({ body: '', key: '', at: Number.NEGATIVE_INFINITY });
  return async (input: Record<string, unknown>): Promise<Refusal | null> => {
    const body = JSON.stringify(input);
    const again =
      body === last.current.body && performance.now() - last.current.at < DOUBLE_PRESS_MS;
    const idempotencyKey = again ? last.current.key : newKey();
    last.current = { body, key: idempotencyKey, at: performance.now() };
    try {
      // The fields come from the contract's own schema; the server parses them again.
      await createJob({ ...input, type } as CreateJobRequest, { idempotencyKey });
      return null;
    } catch (error) {
      const { code, message, errors } = error as RequestFailure;
      if (code === 'offline') return { message: studio.notStartedOffline, errors: [] };
      return { message: `${studio.notStarted} ${message}`, errors: errors ?? [] };
    }
  };
}

/** `randomUUID` does not exist on plain http. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
