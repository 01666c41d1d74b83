import type { Metadata } from 'next';
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
