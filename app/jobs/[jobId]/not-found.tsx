import { ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { messagesFor } from '#contracts/messages/index';
import { readPreferences } from '../../_lib/preferences';

/** For a job that is unknown or somebody else's: the two cannot be told apart from outside. */
export default async function JobNotFound() {
  const { locale } = await readPreferences();
  const { notFound } = messagesFor(locale).job;
  return (
    <div className="wide-empty">
      <Empty
        kind="cut"
        level={1}
        title={notFound.title}
        actions={
          <ButtonLink variant="outline" href="/jobs">
            {notFound.jobs}
          </ButtonLink>
        }
      >
        {notFound.text}
      </Empty>
    </div>
  );
}
