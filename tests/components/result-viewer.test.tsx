import { afterEach, describe, expect, it, vi } from 'vitest';
import { CheckedResult } from '#components/checked-result';
import type { ShownJob } from '#components/job-text';

import { jobContracts } from '#contracts/jobs/index';
import { cleanup, fireEvent, render, screen } from '../helpers/render';
import { completedJob, insightsOutput, makeJob, resumeOutput, skillsOutput } from './job-fixtures';

afterEach(cleanup);

const outputs = {
  'resume-optimization': resumeOutput,
  'skill-gap-analysis': skillsOutput,
  'career-insights': insightsOutput,
};
type ShownType = keyof typeof outputs;

/** Resolves with the text once the page of the result's type has been loaded. */
const draw = async (job: ShownJob): Promise<string> => {
  const { container } = render(<CheckedResult job={job} />);
  await vi.waitFor(() => expect(container.textContent).not.toContain('Loading the result'));
  return container.textContent ?? '';
};
const drawType = (type: ShownType) =>
  draw(
    completedJob({
      type,
      result: jobContracts[type].output.parse(outputs[type]),
      engine: outputs[type].engine,
    }),
  );
const kind = () => document.querySelector<HTMLElement>('[data-result]')?.dataset.result;

describe('a result', () => {
  it.each(Object.keys(outputs) as ShownType[])('of type %s has a page of its own', async (type) => {
    await drawType(type);
    expect(kind()).toBe(type);
  });

  it('of a resume shows score, keywords, bullet points and checks', async () => {
    const text = await drawType('resume-optimization');
    for (const part of [
      '74 of 100',
      'Airflow',
      'Built the weekly revenue reporting for 140 shops',
      'Say how many checks.',
      '2 of 4 rewritten',
      'Certificate has no year.',
      'Education, needs work',
      'used under CC BY 4.0',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('shows the first bullet points, and all when asked', async () => {
    await drawType('resume-optimization');
    expect(screen.queryByText('Trained two interns.')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show all 4' }));
    expect(screen.getByText('Trained two interns.')).toBeTruthy();
  });

  it('of skills shows coverage, gaps with their weight, and an order to learn in', async () => {
    const text = await drawType('skill-gap-analysis');
    for (const part of [
      '58 % covered',
      '2 matched, 3 missing, 1 adjacent.',
      'TerraformMustNamed most often. (any of Terraform, Pulumi)',
      'Nice to have',
      '1TerraformMost roles want it first.',
      'helps with Data modelling',
      'on-call is part of the role',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('of a field shows roles, pay in its currency, demand and the source as sample data', async () => {
    const text = await drawType('career-insights');
    for (const part of [
      '€52,000',
      '€64,000',
      'SQL92.4',
      'Statistician',
      'Sample data',
      '923 rows',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('shows a currency that nobody knows as it is', async () => {
    expect(await drawType('career-insights')).toContain('2 not-a-code');
  });

  it('says who made it', async () => {
    expect(await drawType('resume-optimization')).toContain('Made by the built-in engine.');
    cleanup();
    expect(await drawType('skill-gap-analysis')).toContain('Made by gemini, model gemini-flash.');
    cleanup();
    expect(await drawType('career-insights')).toContain('From the warehouse bigquery.');
  });

  it('can be seen as JSON and back', async () => {
    await drawType('resume-optimization');
    fireEvent.click(screen.getByRole('button', { name: 'Show as JSON' }));
    expect(kind()).toBe('json');
    expect(screen.getByRole('tree', { name: 'Result' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show as a page' }));
    expect(kind()).toBe('resume-optimization');
  });

  it('of another form than today’s is shown as it was kept', async () => {
    const text = await draw(completedJob({ result: { score: 'very good' } }));
    expect(kind()).toBe('json');
    expect(text).toContain('very good');
    expect(text).toContain('as it was kept');
  });

  it('of a type that is gone is shown as JSON', async () => {
    await draw(completedJob({ type: 'retired-type', result: { kept: 1 } }));
    expect(kind()).toBe('json');
  });

  it('that holds markup shows it as text', async () => {
    await draw(
      completedJob({
        result: { ...resumeOutput, summary: '<script>alert(1)</script><b>bold</b>' },
      }),
    );
    expect(document.querySelector('script, .result b')).toBeNull();
    expect(screen.getByText('<script>alert(1)</script><b>bold</b>')).toBeTruthy();
  });
});

describe('no result', () => {
  it('says why for each state', async () => {
    expect(await draw(makeJob())).toContain('It appears here when the job lands.');
    expect(await draw(makeJob({ status: 'cancelled' }))).toContain('The job was cancelled.');
    expect(await draw(makeJob({ status: 'failed' }))).toContain('The job failed.');
  });

  it('is on its way where a list left a large one out', async () => {
    render(<CheckedResult job={completedJob({ result: null, resultOmitted: true })} />);
    expect(screen.getByRole('status').textContent).toBe('Loading the result');
  });
});
