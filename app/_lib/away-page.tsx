import { Lockup } from '#components/lockup';
import { Button } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { messagesFor } from '#contracts/messages/index';

/** What everybody sees while the stores do not answer: nobody can be told apart from anybody else then. */
export function AwayPage({ locale }: { locale: string }) {
  const { shell } = messagesFor(locale);
  return (
    <main className="main" id="main">
      <p className="lockup">
        <Lockup />
      </p>
      <div className="wide-empty">
        <Empty
          kind="cut"
          level={1}
          failed
          title={shell.away.title}
          actions={
            <form>
              <Button type="submit">{shell.error.again}</Button>
            </form>
          }
        >
          {shell.away.text}
        </Empty>
      </div>
    </main>
  );
}
