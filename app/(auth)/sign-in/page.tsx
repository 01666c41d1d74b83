import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Lockup } from '#components/lockup';
import { StateGlyph } from '#components/state-glyph';
import { messagesFor } from '#contracts/messages/index';
import { currentUser, guestsAllowed } from '../../_lib/current-user';
import { readPreferences } from '../../_lib/preferences';
import { MIN_PASSWORD_LENGTH } from '../../api/_lib/auth';
import { returnPath } from './return-path';
import { SignInView } from './sign-in-view';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).signIn.title };
}

interface SignInPageProps {
  /** `returnTo`: the path to go on to. */
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const returnTo = returnPath((await searchParams).returnTo);
  if (await currentUser()) redirect(returnTo);
  const [{ locale }, guests] = await Promise.all([readPreferences(), guestsAllowed()]);
  return (
    <div className="signin">
      <div className="left">
        <div className="entry">
          <p className="lockup">
            <Lockup />
          </p>
          <SignInView guests={guests} minPasswordLength={MIN_PASSWORD_LENGTH} returnTo={returnTo} />
        </div>
      </div>
      <About locale={locale} />
    </div>
  );
}

const shown = ['pending', 'running', 'retrying', 'completed', 'failed'] as const;

/** What the product does: the life of a job in the words and shapes of the pages behind. */
function About({ locale }: { locale: string }) {
  const { signIn, state } = messagesFor(locale);
  const { about } = signIn;
  return (
    <section className="right" aria-labelledby="about">
      <div>
        <h2 id="about">{about.title}</h2>
        <p className="muted sm lead">{about.text}</p>
      </div>
      <ul className="demo" aria-label={about.life}>
        {shown.map((one) => (
          <li key={one} data-state={one}>
            <StateGlyph state={one} percent={42} />
            <div>
              <span className="word">{state.words[one]}</span>
              <p className="xs muted">{about.states[one]}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
