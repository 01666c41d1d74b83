import { afterEach, describe, expect, it } from 'vitest';
import { LessonPlan } from '#components/lessons/lesson-plan';
import { type ModuleOutline, ModuleRow } from '#components/lessons/module-row';
import { WorkflowList } from '#components/lessons/workflow-list';
import { LessonPlansResult } from '#components/results/lesson-plans';
import type { JobStatus } from '#contracts/job';
import type { JobOutput } from '#contracts/jobs/index';
import { type Lesson, lessonPhases } from '#contracts/lessons';
import { cleanup, fireEvent, render, screen } from '../helpers/render';

afterEach(cleanup);

const module: ModuleOutline = {
  ...{ code: 'WD1', title: 'How the web works', contactHours: 18 },
  ...{ outcomes: 6, topics: 10, lessons: 12 },
};

describe('a module', () => {
  const draw = (state: JobStatus | null, percent = 0) =>
    render(
      <ol>
        <ModuleRow
          module={module}
          state={state}
          percent={percent}
          jobHref="/jobs/x"
          onToggle={() => {}}
        >
          <p>its lessons</p>
        </ModuleRow>
      </ol>,
    );

  it('waits without a bar, and says what is asked for', () => {
    draw(null);
    expect(screen.getByRole('listitem').textContent).toBe(
      'WaitingWD1 How the web works18 contact hours',
    );
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.queryByText('its lessons')).toBeNull();
  });

  it('shows how far it is while it is being planned', () => {
    draw('running', 45);
    const bar = screen.getByRole('progressbar', { name: 'How the web works' });
    expect(bar.getAttribute('aria-valuenow')).toBe('45');
    expect(screen.getByText('45 %')).toBeTruthy();
  });

  it('opens to its lessons once it is planned', () => {
    const { container } = draw('completed');
    expect(screen.getByText('12 lessons, 18 contact hours')).toBeTruthy();
    expect(container.querySelector('details summary')).toBeTruthy();
    expect(screen.getByText('its lessons')).toBeTruthy();
  });

  it('leads to its job where that has failed', () => {
    draw('failed', 45);
    expect(screen.getByRole('link', { name: 'Job' }).getAttribute('href')).toBe('/jobs/x');
  });
});

const lesson: Lesson = {
  ...{ no: 3, title: 'Loops', kind: 'teaching', level: 'apply', minutes: 90 },
  ...{ topics: ['Loops'], outcomes: ['WD5-LO2'], objectives: ['Use a loop'] },
  activities: lessonPhases.map((phase, index) => ({
    ...{ phase, minutes: [10, 15, 20, 30, 15][index] ?? 0, activity: `${phase} with loops` },
  })),
  ...{ materials: ['Slides'], assessment: 'A task', homework: 'Practise' },
  differentiation: { support: 'Help cards', stretch: 'A harder case' },
};

it('a lesson shows its phases in order with their minutes, and what is assessed', () => {
  render(<LessonPlan lesson={lesson} />);
  const rows = screen.getByRole('list', { name: 'Activities' }).querySelectorAll('li');
  expect([...rows].map((row) => row.textContent)).toEqual([
    'Engage10 minengage with loops',
    'Explore15 minexplore with loops',
    'Explain20 minexplain with loops',
    'Elaborate30 minelaborate with loops',
    'Evaluate15 minevaluate with loops',
  ]);
  fireEvent.click(screen.getByText('Loops', { selector: '.title' }));
  for (const text of ['A task', 'Help cards', 'A harder case', 'Practise', 'Use a loop']) {
    expect(screen.getByText(text)).toBeTruthy();
  }
});

describe('the result of a job', () => {
  const output: JobOutput<'lesson-plans'> = {
    ...{ workflowId: 'web', moduleIndex: 4, totalModules: 8, outcome: 'generated' },
    ...{ code: 'WD5', title: 'Programming', contactHours: 1.5 },
    lessons: [{ no: 1, title: 'Loops', level: 'apply', minutes: 90 }],
    coverage: {
      outcomes: { taught: 1, of: 1 },
      topics: { taught: 1, of: 1 },
      minutes: { planned: 90, asked: 90 },
      missing: [],
    },
    source: { title: 'T', note: 'Made up.', asOf: '2026-11', sample: true },
    engine: { kind: 'built-in', name: 'template@1' },
  };

  it('lists the lessons, says that it is a sample, and leads to the workflow', () => {
    const { container } = render(<LessonPlansResult output={output} />);
    expect(container.textContent).toContain('Planned 1 lesson, 1.5 contact hours.');
    expect(container.textContent).toContain('Module 5 of 8');
    expect(container.textContent).toContain('Sample content. Made up.');
    expect(screen.getByRole('link', { name: 'Open the workflow' }).getAttribute('href')).toBe(
      '/lessons/web',
    );
    expect(screen.getByRole('row', { name: '1 Loops Apply 90 min' })).toBeTruthy();
  });

  it('says so where the module was left to another job', () => {
    const left = { ...output, outcome: 'under-way', lessons: [], coverage: null } as const;
    const { container } = render(<LessonPlansResult output={{ ...left, lessons: [] }} />);
    expect(container.textContent).toContain('Another job is at this module');
    expect(screen.queryByRole('table')).toBeNull();
  });
});

it('the list of workflows says how far each is, or that there is none', () => {
  const workflow = {
    ...{ id: 'web', modulesGenerated: 3, totalModules: 8, lessons: 38, hours: 57 },
    createdAt: '2026-11-22T03:00:00.000Z',
  };
  const hrefOf = (id: string) => `/lessons/${id}`;
  const { unmount } = render(<WorkflowList workflows={[workflow]} hrefOf={hrefOf} />);
  expect(screen.getByRole('link', { name: 'web' }).getAttribute('href')).toBe('/lessons/web');
  expect(screen.getByText('3 of 8')).toBeTruthy();
  unmount();
  render(<WorkflowList workflows={[]} hrefOf={hrefOf} />);
  expect(screen.getByText('No workflow yet')).toBeTruthy();
});
