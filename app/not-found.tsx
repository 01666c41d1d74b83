import type { Metadata } from 'next';
import { Lockup } from '#components/lockup';
import { ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { messagesFor } from '#contracts/messages/index';
import { readPreferences } from './_lib/preferences';

export async function generateMetadata(): Promise<Metadata> {
  const { locale } = await readPreferences();
  return { title: messagesFor(locale).shell.notFound.title };
}

export default async function NotFound() {
  const { locale } = await readPreferences();
  const { notFound } = messagesFor(locale).shell;
  return (
    <div className="wide-empty">
      {/* Inside the shell the header has it already; the style sheet hides it there. */}
      <p className="lockup">
        <Lockup />
      </p>
      <Empty
        kind="cut"
        level={1}
        title={notFound.title}
        actions={
          <ButtonLink variant="outline" href="/">
            {notFound.studio}
          </ButtonLink>
        }
      >
        {notFound.text}
      </Empty>
    </div>
  );
}
