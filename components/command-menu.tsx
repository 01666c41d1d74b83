'use client';

import { Command } from 'cmdk';
import { type LucideIcon, Play, Search } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { drawnState, jobMessage, jobTitle, type ShownJob, shownPercent } from './job-text';
import { useMessages } from './messages';
import { StateGlyph } from './state-glyph';

export interface CommandJobType {
  type: string;
  title: string;
  system: string;
}

export interface CommandAction {
  id: string;
  label: string;
  icon: LucideIcon;
  run: () => void;
}

interface CommandMenuProps {
  types: readonly CommandJobType[];
  jobs: readonly ShownJob[];
  actions: readonly CommandAction[];
  onRun: (type: string) => void;
  onOpenJob: (jobId: string) => void;
  onClose: () => void;
}

/** 1 where every word typed occurs in an option's words, 0 where not: letters strewn over them are no match. */
const matches = (_id: string, typed: string, words: string[] = []): number => {
  const text = words.join(' ').toLocaleLowerCase();
  const wanted = typed.toLocaleLowerCase().split(/\s+/);
  return wanted.every((word) => text.includes(word)) ? 1 : 0;
};

/** Newest jobs offered before anything is typed. */
const MAX_JOBS = 8;

/** Search or run a job: a modal list that the keyboard leads. */
export function CommandMenu({ types, jobs, actions, onRun, onOpenJob, onClose }: CommandMenuProps) {
  const messages = useMessages();
  const { command } = messages.shell;
  const [query, setQuery] = useState('');
  const choose = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <ModalLayer label={command.title} onClose={onClose}>
      <Command className="command" label={command.title} filter={matches} loop>
        <div className="q">
          <Search className="i" aria-hidden="true" />
          <Command.Input value={query} onValueChange={setQuery} placeholder={command.placeholder} />
          <kbd>Esc</kbd>
        </div>
        <Command.List label={command.results}>
          <Command.Empty>{command.nothing(query)}</Command.Empty>
          <Command.Group heading={command.run}>
            {types.map(({ type, title, system }) => (
              <Option
                key={type}
                id={`run ${type}`}
                words={[command.runJob(title), system, type]}
                onSelect={choose(() => onRun(type))}
              >
                <Play className="i" aria-hidden="true" />
                <Marked text={command.runJob(title)} query={query} />
                <span className="xs subtle clip">{system}</span>
              </Option>
            ))}
          </Command.Group>
          {jobs.length > 0 && (
            <Command.Group heading={command.jobs}>
              {jobs.slice(0, MAX_JOBS).map((job) => (
                <JobOption
                  key={job.id}
                  job={job}
                  query={query}
                  onSelect={choose(() => onOpenJob(job.id))}
                />
              ))}
            </Command.Group>
          )}
          <Command.Group heading={command.actions}>
            {actions.map(({ id, label, icon: Icon, run }) => (
              <Option key={id} id={id} words={[label]} onSelect={choose(run)}>
                <Icon className="i" aria-hidden="true" />
                <Marked text={label} query={query} />
              </Option>
            ))}
          </Command.Group>
        </Command.List>
        <KeyHints />
      </Command>
    </ModalLayer>
  );
}

/** The keys that lead the list; screen readers say them by themselves. */
function KeyHints() {
  const { command } = useMessages().shell;
  return (
    <p className="foot" aria-hidden="true">
      <span className="cluster">
        <kbd>↑</kbd>
        <kbd>↓</kbd>
        {command.move}
      </span>
      <span className="cluster">
        <kbd>↵</kbd>
        {command.open}
      </span>
    </p>
  );
}

function JobOption({
  job,
  query,
  onSelect,
}: {
  job: ShownJob;
  query: string;
  onSelect: () => void;
}) {
  const messages = useMessages();
  const title = jobTitle(messages, job);
  const word = messages.state.words[drawnState(job)];
  return (
    <Option id={job.id} words={[title, job.type, word]} onSelect={onSelect}>
      <StateGlyph state={drawnState(job)} percent={shownPercent(job)} />
      <Marked text={title} query={query} />
      <span className="xs subtle clip" dir="auto">
        {jobMessage(messages, job)}
      </span>
      <span className="sr">{word}</span>
    </Option>
  );
}

interface OptionProps {
  id: string;
  words: string[];
  onSelect: () => void;
  children: ReactNode;
}

const Option = ({ id, words, onSelect, children }: OptionProps) => (
  <Command.Item className="opt" value={id} keywords={words} onSelect={onSelect}>
    {children}
  </Command.Item>
);

/** What was typed, underlined where it occurs. */
function Marked({ text, query }: { text: string; query: string }) {
  const wanted = query.trim().toLocaleLowerCase();
  const at = wanted === '' ? -1 : text.toLocaleLowerCase().indexOf(wanted);
  return (
    <span className="clip" dir="auto">
      {at < 0 ? (
        text
      ) : (
        <>
          {text.slice(0, at)}
          <mark>{text.slice(at, at + wanted.length)}</mark>
          {text.slice(at + wanted.length)}
        </>
      )}
    </span>
  );
}

/** The browser's own modal: it keeps the focus in, closes on Escape and gives the focus back. */
function ModalLayer({
  label,
  onClose,
  children,
}: {
  label: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // A layout effect's end comes before the element leaves the page: only then does closing give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would take the list's own box, which comes first.
    element?.querySelector('input')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="command-layer"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      {children}
    </dialog>
  );
}
