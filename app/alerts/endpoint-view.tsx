'use client';

import { useState } from 'react';
import { ConfirmCode } from '#components/alerts/confirm-code';
import { EndpointCard } from '#components/alerts/endpoint-card';
import { type EndpointDraft, EndpointForm } from '#components/alerts/endpoint-form';
import { SecretCard } from '#components/alerts/secret-card';
import { ConfirmDialog } from '#components/confirm-dialog';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import type { AlertEvent } from '#contracts/alert-events';
import type { AlertEndpoint, AlertEndpointList } from '#contracts/alerts';
import { confirmCode, editEndpoint, removeEndpoint, rotateSecret, sendCode } from './alerts-api';
import { problemsOf } from './problems-of';
import { useTest } from './use-test';

interface EndpointViewProps {
  endpoint: AlertEndpoint;
  events: readonly AlertEvent[];
  titles: Readonly<Record<string, string>>;
  mail: AlertEndpointList['mail'];
  /** Shown until its reader has kept it. */
  freshSecret: string | null;
  onSecret: (secret: string | null) => void;
  onChange: () => Promise<unknown>;
}

/** One endpoint with what can be done to it. */
export function EndpointView(props: EndpointViewProps) {
  const { endpoint, events, titles, mail, freshSecret, onSecret, onChange } = props;
  const { alerts: words } = useMessages();
  const { id, version, state, source, kind } = endpoint;
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<'remove' | 'rotate' | null>(null);
  const test = useTest(endpoint, onChange);

  const act = async (work: () => Promise<string>) => {
    setBusy(true);
    const text = await work().catch((error: Error) => words.failed(error.message));
    await onChange();
    setSaid(text);
    setBusy(false);
    setAsking(null);
  };
  const turn = (enabled: boolean) =>
    act(async () => {
      await editEndpoint(id, { enabled, version });
      return enabled ? words.done.enabled : words.done.disabled;
    });
  const remove = () =>
    act(async () => {
      await removeEndpoint(id);
      return words.done.removed;
    });
  const rotate = () =>
    act(async () => {
      onSecret((await rotateSecret(id)).secret);
      return '';
    });
  const save = async ({ url, name, events: chosen, types }: EndpointDraft) => {
    try {
      const edit = { name, events: [...chosen], types: [...types], version };
      await editEndpoint(id, url === '' ? edit : { ...edit, url });
    } catch (error) {
      return problemsOf(error, words.failed);
    }
    await onChange();
    setEditing(false);
    setSaid(words.done.saved);
    return null;
  };
  const confirm = async (code: string) => {
    const problem = await confirmCode(id, code).then(
      () => null,
      (error: Error) => error.message.replace(/^code: /, ''),
    );
    if (problem === null) {
      await onChange();
      setSaid(words.done.confirmed);
    }
    return problem;
  };
  const again = () =>
    sendCode(id).then(
      () => words.confirm.sent,
      (error: Error) => words.failed(error.message),
    );

  const { actions } = words;
  const quiet = { variant: 'outline', size: 'sm', waiting: busy } as const;
  return (
    <EndpointCard
      endpoint={endpoint}
      titles={titles}
      said={test.said ?? said}
      actions={
        <>
          {state === 'active' && (
            <Button {...quiet} waiting={busy || test.running} onClick={test.run}>
              {actions.test}
            </Button>
          )}
          {state !== 'unconfirmed' && (
            <Button {...quiet} onClick={() => turn(state === 'disabled')}>
              {state === 'disabled' ? actions.enable : actions.disable}
            </Button>
          )}
          {source === 'page' && (
            <>
              <Button {...quiet} aria-expanded={editing} onClick={() => setEditing(!editing)}>
                {actions.edit}
              </Button>
              {kind === 'webhook' && (
                <Button {...quiet} onClick={() => setAsking('rotate')}>
                  {actions.rotate}
                </Button>
              )}
              <Button {...quiet} variant="ghost" onClick={() => setAsking('remove')}>
                {actions.remove}
              </Button>
            </>
          )}
        </>
      }
    >
      {freshSecret && <SecretCard secret={freshSecret} onDone={() => onSecret(null)} />}
      {state === 'unconfirmed' && (
        <ConfirmCode address={endpoint.target} onConfirm={confirm} onAgain={again} />
      )}
      {editing && (
        <EndpointForm
          editing
          draft={{
            kind,
            url: '',
            name: endpoint.name,
            events: endpoint.events,
            types: endpoint.types,
          }}
          events={events}
          titles={titles}
          mail={mail}
          onSave={save}
          onCancel={() => setEditing(false)}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={asking === 'remove' ? words.ask.removeTitle : words.ask.rotateTitle}
          text={asking === 'remove' ? words.ask.removeText : words.ask.rotateText}
          confirmLabel={asking === 'remove' ? actions.remove : words.ask.rotate}
          cancelLabel={words.ask.keep}
          danger={asking === 'remove'}
          waiting={busy}
          onConfirm={asking === 'remove' ? remove : rotate}
          onClose={() => setAsking(null)}
        />
      )}
    </EndpointCard>
  );
}
