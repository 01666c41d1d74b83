import { describe, expect, it } from 'vitest';
import { describeAlert, mailBody, slackBody } from '#platform/alerts/alert-text';
import { planWindow } from '#platform/alerts/plan-window';
import { signWebhook } from '#platform/alerts/sign-webhook';
import { isWebhookSecret, makeWebhookSecret } from '#platform/alerts/webhook-secret';
import { testConfig } from '../../helpers/test-config';

describe('a signature', () => {
  it('is the one of the specification’s example', () => {
    const headers = signWebhook(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each([
    ['one that was made', makeWebhookSecret(), true],
    ['24 bytes', `whsec_${Buffer.alloc(24, 7).toString('base64')}`, true],
    ['23 bytes', `whsec_${Buffer.alloc(23, 7).toString('base64')}`, false],
    ['65 bytes', `whsec_${Buffer.alloc(65, 7).toString('base64')}`, false],
    ['no prefix', Buffer.alloc(32, 7).toString('base64'), false],
    ['no base64', 'whsec_not base64 at all, but long enough', false],
  ])('takes as a secret what it may be: %s', (_name, secret, good) => {
    expect(isWebhookSecret(secret)).toBe(good);
  });
});

describe('the same trouble', () => {
  const at = (ms: number) => new Date(1_700_000_000_000 + ms);
  const events = (count: number, ms = 0) =>
    Array.from({ length: count }, (_, n) => ({ n, collectedAt: at(ms) }));
  const once = { burst: 1, windowMs: 1_000 };

  it('is told once, and the rest when the window has closed', () => {
    const first = planWindow(events(1_000), undefined, at(0), once);
    expect([first.singles.length, first.digest.length]).toEqual([1, 0]);
    const during = planWindow(events(999), first.window, at(500), once);
    expect([during.singles.length, during.digest.length]).toEqual([0, 0]);
    const after = planWindow(events(999), during.window, at(1_001), once);
    expect([after.singles.length, after.digest.length]).toEqual([0, 999]);
    // What goes on failing is told once a window.
    expect(after.window).toEqual({ until: at(2_001), sent: 1 });
  });

  it('is no digest of one', () => {
    const closed = { until: at(0), sent: 1 };
    expect(planWindow(events(1, -10), closed, at(10), once)).toMatchObject({
      singles: [{ n: 0 }],
      digest: [],
    });
  });

  it('long after the last window is new', () => {
    const plan = planWindow(events(3, 9_000), { until: at(0), sent: 1 }, at(9_001), once);
    expect([plan.singles.length, plan.digest.length]).toEqual([1, 0]);
  });

  it('that is routine is told one by one up to its burst', () => {
    const rule = { burst: 30, windowMs: 1_000 };
    const first = planWindow(events(10), undefined, at(0), rule);
    expect(first.singles).toHaveLength(10);
    expect(planWindow(events(50), first.window, at(1), rule).singles).toHaveLength(20);
  });
});

describe('what people read', () => {
  const evil = '<img src=x onerror=alert(1)> & <!channel>\r\nBcc: all@example.com';
  const job = {
    id: 'ann~train~0123456789abcdefghjkmnpqrs',
    type: evil,
    attempt: 3,
    maxAttempts: 3,
    error: { code: 'x', message: evil, retryable: false },
  };
  const payload = {
    type: 'job.failed',
    timestamp: '2030-01-02T03:04:05.000Z',
    data: { job: job as never, url: 'https://jobs.example.com/jobs/1' },
  };

  it('holds no markup of a job’s, in mail as in Slack, and no second header', () => {
    const text = describeAlert(payload, 'en');
    const { text: slack } = JSON.parse(slackBody(text)) as { text: string };
    expect(slack).not.toContain('<!channel>');
    expect(slack).toContain('<https://jobs.example.com/jobs/1|Open the job>');
    const mail = mailBody(text, 'https://jobs.example.com/alerts');
    expect(mail.html).not.toContain('<img');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });

  it('is in the language that was asked for, and in English where there is none', () => {
    expect(describeAlert(payload, 'he')).toMatchObject({ dir: 'rtl', link: 'לפתיחת המשימה' });
    expect(describeAlert(payload, 'xx')).toMatchObject({ dir: 'ltr', link: 'Open the job' });
  });
});

describe('the configuration', () => {
  const stores = { redis: 'redis://127.0.0.1:1', postgres: 'postgres://127.0.0.1:1' };
  it.each([
    [{ ALERT_WEBHOOK_URL: 'https://example.com' }, 'ALERT_WEBHOOK_SECRET'],
    [
      { ALERT_WEBHOOK_URL: 'ftp://x', ALERT_WEBHOOK_SECRET: makeWebhookSecret() },
      'ALERT_WEBHOOK_URL',
    ],
    [{ ALERT_WEBHOOK_SECRET: 'short' }, 'ALERT_WEBHOOK_SECRET'],
    [{ ALERT_EMAIL_TO: 'ops@example.com' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://localhost' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'localhost:25', MAIL_FROM: 'a@b' }, 'SMTP_URL'],
  ])('%j is refused by the name of what is wrong', (env, name) => {
    expect(() => testConfig(stores, env)).toThrow(name);
  });
});
