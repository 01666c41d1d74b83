import { ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { messagesFor } from '#contracts/messages/index';
import { readPreferences } from '../../_lib/preferences';

export default async function GuidelineNotFound() {
  const { locale } = await readPreferences();
  const { topic: words } = messagesFor(locale).guidelines;
  return (
    <div className="wide-empty">
      <Empty
        kind="cut"
        level={1}
        title={words.notFound}
        actions={
          <ButtonLink variant="outline" href="/guidelines">
            {words.all}
          </ButtonLink>
        }
      >
        {words.notFoundText}
      </Empty>
    </div>
  );
}
