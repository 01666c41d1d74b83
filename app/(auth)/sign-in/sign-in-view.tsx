'use client';

import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';
import { LanguageSwitch } from '#components/language-switch';
import { useMessages } from '#components/messages';
import { Button, TextButton } from '#components/ui/button';
import { describedBy, Field } from '#components/ui/field';
import { Form } from '#components/ui/form';
import type { Messages } from '#contracts/messages/locales';
import { type SignInAnswer, signIn, signInAsGuest, signUp } from '../../_lib/sign-in-client';
import { keepLanguage } from '../../keep-language';

interface SignInViewProps {
  guests: boolean;
  minPasswordLength: number;
  /** Path to load once signed in. */
  returnTo: string;
}

type Mode = 'in' | 'up';
interface Problems {
  email?: string;
  password?: string;
  /** About the whole, not one field. */
  all?: string;
}

/** Sign in, sign up, or go on as a guest. Keeps what was typed, whatever the answer. */
export function SignInView({ guests, minPasswordLength, returnTo }: SignInViewProps) {
  const { signIn: text } = useMessages();
  const [mode, setMode] = useState<Mode>('in');
  const entry = useEntry(mode, minPasswordLength, returnTo);
  const titleId = useId();
  const up = mode === 'up';
  return (
    <>
      <Form aria-labelledby={titleId} noValidate onSubmit={entry.submit}>
        <div>
          <h1 id={titleId}>{up ? text.titleUp : text.title}</h1>
          <p className="muted sm lead">{text.lead}</p>
        </div>
        <EmailField error={entry.problems.email} />
        <PasswordField
          error={entry.problems.password}
          hint={up ? text.passwordHint(minPasswordLength) : undefined}
          autoComplete={up ? 'new-password' : 'current-password'}
        />
        {entry.problems.all && <ProblemLine text={entry.problems.all} />}
        <Button type="submit" waiting={entry.waiting}>
          {up ? text.submitUp : text.submit}
        </Button>
        <p className="xs muted">
          {up ? text.toIn : text.toUp}{' '}
          <TextButton
            onClick={() => {
              setMode(up ? 'in' : 'up');
              entry.clear();
            }}
          >
            {up ? text.toInAction : text.toUpAction}
          </TextButton>
        </p>
      </Form>
      {guests && (
        <>
          <div className="or">{text.or}</div>
          <Form onSubmit={entry.enterAsGuest}>
            <Button type="submit" variant="outline" waiting={entry.waiting}>
              {text.guest}
            </Button>
          </Form>
          <p className="xs muted">{text.guestHint}</p>
        </>
      )}
      <LanguageSwitch onChange={keepLanguage} />
    </>
  );
}

function ProblemLine({ text }: { text: string }) {
  return (
    <p className="problem" role="alert">
      <CircleAlert className="i" aria-hidden="true" />
      {text}
    </p>
  );
}

function EmailField({ error }: { error?: string | undefined }) {
  const { signIn: text } = useMessages();
  return (
    <Field id="email" label={text.email} error={error}>
      <input
        className="input"
        id="email"
        name="email"
        type="email"
        dir="ltr"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        {...describedBy('email', { error })}
      />
    </Field>
  );
}

interface PasswordFieldProps {
  error?: string | undefined;
  hint: string | undefined;
  autoComplete: 'new-password' | 'current-password';
}

function PasswordField({ error, hint, autoComplete }: PasswordFieldProps) {
  const { signIn: text } = useMessages();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id="password" label={text.password} hint={hint} error={error}>
      <div className="reveal" dir="ltr">
        <input
          className="input"
          id="password"
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          required
          {...describedBy('password', { hint, error })}
        />
        <button
          type="button"
          aria-label={text.showPassword}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon className="i" aria-hidden="true" />
        </button>
      </div>
    </Field>
  );
}

function useEntry(mode: Mode, minPasswordLength: number, returnTo: string) {
  const { signIn: text } = useMessages();
  const [problems, setProblems] = useState<Problems>({});
  const [waiting, setWaiting] = useState(false);

  const enter = async (request: Promise<SignInAnswer>) => {
    setWaiting(true);
    setProblems({});
    const answer = await request;
    // A full load, so that the server draws the page for who has come in.
    if (answer.ok) return location.assign(returnTo);
    setWaiting(false);
    setProblems(problemsFrom(answer, text));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    if (waiting) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const email = String(data.get('email')).trim();
    const password = String(data.get('password'));
    const found = check({ email, password, mode, minPasswordLength }, text);
    const first = found.email ? 'email' : found.password ? 'password' : null;
    if (first) {
      setProblems(found);
      form.querySelector<HTMLElement>(`#${first}`)?.focus();
      return;
    }
    const name = email.split('@')[0] ?? email;
    void enter(mode === 'up' ? signUp({ name, email, password }) : signIn({ email, password }));
  };
  return {
    problems,
    waiting,
    submit,
    clear: () => setProblems({}),
    enterAsGuest: () => void (waiting || enter(signInAsGuest())),
  };
}

interface Entry {
  email: string;
  password: string;
  mode: Mode;
  minPasswordLength: number;
}

type Texts = Messages['signIn'];

const check = ({ email, password, mode, minPasswordLength }: Entry, text: Texts): Problems => ({
  ...(/^\S+@\S+\.\S+$/.test(email) || /^\S+@localhost$/.test(email)
    ? {}
    : { email: text.problems.email }),
  ...(password === ''
    ? { password: text.problems.passwordEmpty }
    : mode === 'up' && password.length < minPasswordLength
      ? { password: text.problems.passwordShort(minPasswordLength) }
      : {}),
});

const problemsFrom = (answer: SignInAnswer & { ok: false }, text: Texts): Problems => {
  const { problems } = text;
  switch (answer.problem.code) {
    case 'wrong_credentials':
      return { all: problems.rejected };
    case 'email_taken':
      return { email: problems.taken };
    case 'rate_limited':
      return { all: problems.tooMany(answer.retryAfterSeconds) };
    case 'dependency_unavailable':
      return { all: problems.unreachable };
    case 'invalid_input':
      return { all: answer.problem.detail };
    default:
      return { all: problems.unknown };
  }
};
