/** One kind of thing that is kept of a person, as it is handed to them. */
export interface ExportSection {
  /** As its records name it. */
  readonly kind: string;
  readonly table: string;
  /** SQL expressions with names; what lets others in, such as keys, tokens and passwords, is not among them. */
  readonly columns: string;
  /** SQL text that is another one for each row. */
  readonly key: string;
  /** SQL: whose they are, with the user id as $1. */
  readonly where: string;
}

const mine = 'owner = $1';

export const exportSections: readonly ExportSection[] = [
  {
    kind: 'profile',
    table: '"user"',
    columns: `id, name, email, email_verified as "emailVerified", image, role, is_anonymous as guest,
      created_at as "createdAt", updated_at as "updatedAt"`,
    key: 'id',
    where: 'id = $1',
  },
  {
    kind: 'sign-in',
    table: 'account',
    columns: `provider_id as provider, created_at as "createdAt"`,
    key: 'id',
    where: 'user_id = $1',
  },
  {
    kind: 'session',
    table: 'session',
    columns: `created_at as "createdAt", expires_at as "expiresAt", ip_address as "ipAddress", user_agent as "userAgent"`,
    key: 'id',
    where: 'user_id = $1',
  },
  {
    kind: 'push-subscription',
    table: 'push_subscriptions',
    columns: `split_part(endpoint, '/', 3) as service, lang, created_at as "createdAt", renewed_at as "renewedAt",
      last_success_at as "lastSuccessAt"`,
    key: 'id',
    where: mine,
  },
  {
    kind: 'alert-endpoint',
    table: 'alert_endpoints',
    // A Slack address is a secret as a whole, and a webhook's may hold one.
    columns: `id, scope, kind, name, split_part(url, '/', 3) as host, address, events, types, lang, state,
      created_at as "createdAt", last_success_at as "lastSuccessAt"`,
    key: 'id',
    where: mine,
  },
  {
    kind: 'alert',
    table: 'alert_deliveries d',
    columns: `endpoint_id as "endpointId", event, subject, payload::json as payload, created_at as "createdAt",
      delivered_at as "deliveredAt"`,
    key: 'id',
    where: `endpoint_id in (select id from alert_endpoints where owner = $1 and scope = 'mine')`,
  },
  {
    kind: 'lesson-workflow',
    table: 'lesson_workflows',
    columns: `id, curriculum, title, created_at as "createdAt"`,
    key: 'id',
    where: mine,
  },
  {
    kind: 'lesson-module',
    table: 'lesson_modules',
    columns: `workflow_id as "workflowId", module_index as "moduleIndex", job_id as "jobId", data::json as plan,
      lessons, hours, at`,
    key: `workflow_id || ' ' || lpad(module_index::text, 9, '0')`,
    where: mine,
  },
  {
    kind: 'translation-approved',
    table: 'translation_memory',
    columns: 'lang, source, text, origin, at',
    key: `lang || ' ' || source_hash`,
    where: 'approved_by = $1',
  },
  {
    kind: 'ai-use',
    table: 'ai_usage',
    columns: `job_id as "jobId", task, engine, provider, model, input_tokens as "inputTokens",
      output_tokens as "outputTokens", units, unit_name as "unitName", usd, ms, outcome, at`,
    key: 'id::text',
    where: mine,
  },
  {
    kind: 'act',
    table: `(select 'job ' || job_id || ' ' || rev as key, at, state as action, job_id as target, detail, actor from job_changes
      union all select 'schedule ' || id, at, action, schedule, detail, actor from schedule_changes
      union all select 'alert ' || id, at, action, endpoint_id, detail, actor from alert_changes
      union all select 'operator ' || id, at, action, target, details, actor from operator_audit) acts`,
    columns: 'at, action, target, detail',
    key: 'key',
    where: 'actor = $1',
  },
  {
    kind: 'job',
    table: 'jobs j',
    columns: `id, type, state, attempt, input::json as input, options::json as options, result::json as result,
      error::json as error, engine::json as engine, retry_of as "retryOf", parent_id as "parentId",
      trace_id as "traceId", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('at', c.at, 'state', c.state, 'attempt', c.attempt, 'detail', c.detail)
        order by c.rev), '[]') from job_changes c where c.job_id = j.id) as changes,
      (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'startedAt', s.started_at, 'finishedAt', s.finished_at)
        order by s.started_at), '[]') from job_steps s where s.job_id = j.id) as steps,
      (select seen_at from job_seen v where v.job_id = j.id) as "seenAt"`,
    key: 'id',
    where: mine,
  },
];

/** Tables about people that no section reads, each with why not. */
export const notExported: Readonly<Record<string, string>> = {
  job_children: 'How jobs hang together: a job names its parent.',
  job_waits: 'A moment in the life of a running job.',
  delayed_jobs: 'A job says when it is due.',
  push_outbox: 'What is about to be sent, for a day at most.',
  data_exports: 'The bundle itself.',
  verification: 'A code on its way.',
  alert_events: 'What is about to be sent.',
  queue_controls: 'In the acts of whoever set it.',
  failure_marks: 'In the acts of whoever set it.',
  schedule_slots: 'Of the installation; a job id says who ran it.',
  guideline_topics: 'Content; a job id says who had it made.',
  guideline_translations: 'Content; a job id says who had it made.',
  content_languages: 'Content; a job id says who had it made.',
  content_lessons: 'Content; a job id says who had it made.',
  content_translations: 'Content; a job id says who had it made.',
  language_evaluations: 'Content; a job id says who had it made.',
  news_articles: 'Content; a job id says who had it made.',
};
