type Environment = Readonly<Record<string, string | undefined>>;

const mailAddress = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

const addressProblem = (environment: Environment, name: string): string[] => {
  const text = environment[name]?.trim();
  if (!text || /^https?:\/\/\S+$/.test(text)) return [];
  return [`${name} is an address that begins with https://`];
};

/** What one variable of the alerts asks of another; a line for each that is missing, with its name. */
export const alertProblems = (environment: Environment): string[] => {
  const has = (name: string) => Boolean(environment[name]?.trim());
  const recipients = (environment.ALERT_EMAIL_TO ?? '').split(',').map((one) => one.trim());
  return [
    ...addressProblem(environment, 'ALERT_WEBHOOK_URL'),
    ...addressProblem(environment, 'ALERT_SLACK_URL'),
    ...(has('ALERT_WEBHOOK_URL') && !has('ALERT_WEBHOOK_SECRET')
      ? ['ALERT_WEBHOOK_SECRET is missing: alerts are always signed']
      : []),
    ...(has('SMTP_URL') !== has('MAIL_FROM')
      ? ['SMTP_URL and MAIL_FROM are set together, or neither']
      : []),
    ...(has('ALERT_EMAIL_TO') && !has('SMTP_URL')
      ? ['SMTP_URL is missing: ALERT_EMAIL_TO needs a mail server']
      : []),
    ...(recipients.some((one) => one !== '' && !mailAddress.test(one))
      ? ['ALERT_EMAIL_TO lists mail addresses, comma-separated']
      : []),
  ];
};
