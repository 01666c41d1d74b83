/**
 * Where people are in the database, table by table. A test holds it to the schema: each table is named here,
 * and so is each of its columns that looks as if it named somebody.
 */

/** How a column names a person: by user id, by the id of a job of theirs, or by e-mail address. */
type Naming = 'user' | 'job' | 'email';

export interface PersonalColumn {
  readonly table: string;
  readonly column: string;
  readonly names: Naming;
  /**
   * `rows`: the rows go. `with-jobs`: they go with the person's jobs, page by page. `cascade`: they go with rows
   * they refer to. `name`: they are not about that person and stay, without the name.
   */
  readonly erase: 'rows' | 'with-jobs' | 'cascade' | 'name';
  /** SQL: of which rows this is so. */
  readonly where?: string;
}

const of = (
  erase: PersonalColumn['erase'],
  names: Naming,
  columns: readonly string[],
): PersonalColumn[] =>
  columns.map((name) => {
    const [table = '', column = ''] = name.split('.');
    return { table, column, names, erase };
  });

/** In the order in which they are erased. */
export const personalColumns: readonly PersonalColumn[] = [
  ...of('with-jobs', 'job', [
    'job_steps.job_id',
    'job_changes.job_id',
    'job_children.parent_id',
    'job_children.child_id',
    'job_waits.job_id',
    'delayed_jobs.job_id',
    'job_seen.job_id',
    'push_outbox.job_id',
  ]),
  ...of('with-jobs', 'user', ['jobs.owner']),
  ...of('rows', 'user', [
    'ai_usage.owner',
    'lesson_modules.owner',
    'lesson_workflows.owner',
    'push_subscriptions.owner',
    'data_exports.owner',
  ]),
  {
    table: 'alert_endpoints',
    column: 'owner',
    names: 'user',
    erase: 'rows',
    where: `scope = 'mine'`,
  },
  ...of('rows', 'email', ['alert_endpoints.address', 'verification.identifier']),
  ...of('rows', 'job', ['alert_events.cause', 'alert_deliveries.subject']),
  ...of('cascade', 'user', ['session.user_id', 'account.user_id']),
  ...of('rows', 'user', ['user.id']),
  ...of('name', 'user', [
    'job_changes.actor',
    'translation_memory.approved_by',
    'schedule_changes.actor',
    'queue_controls.paused_by',
    'failure_marks.muted_by',
    'operator_audit.actor',
    'operator_audit.target',
    'alert_changes.actor',
    'alert_endpoints.owner',
  ]),
  ...of('name', 'job', [
    'operator_audit.target',
    'schedule_slots.job_id',
    'alert_deliveries.job_id',
    'guideline_topics.job_id',
    'guideline_translations.job_id',
    'content_languages.job_id',
    'content_lessons.job_id',
    'content_translations.job_id',
    'language_evaluations.job_id',
    'news_articles.job_id',
  ]),
];

/** Tables in which nobody is, each with why not. */
export const impersonalTables: Readonly<Record<string, string>> = {
  erasures: 'What is left of an erasure: a hash. The user id goes when the work is done.',
  rate_limit: 'Sign-in attempts by network address, for minutes.',
  installation_settings: 'Of the installation.',
  schedules: 'Of the installation; who changed them is in schedule_changes.',
  job_archive: 'Sums by day and type.',
  ai_usage_days: 'Sums by day.',
  language_use: 'Sums by hour and language.',
  alert_notices: 'Of schedules.',
  alert_windows: 'Counts, which go with their endpoint.',
  career_sources: 'Bundled content.',
  career_fields: 'Bundled content.',
  occupations: 'Bundled content.',
  occupation_titles: 'Bundled content.',
  occupation_neighbours: 'Bundled content.',
  skills: 'Bundled content.',
  occupation_skills: 'Bundled content.',
  skill_relations: 'Bundled content.',
  industry_notes: 'Bundled content.',
  career_postings: 'Postings that an operator has loaded; of employers.',
  news_sources: 'Feeds, of the installation.',
  news_source_stats: 'Sums by day.',
  news_chunks: 'Pieces of published articles.',
  news_forgotten: 'Hashes of published articles.',
};
