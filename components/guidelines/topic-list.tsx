'use client';

import { Check, CircleDashed, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { GuidelineList, TopicState } from '#contracts/guidelines';
import { useMessages } from '../messages';
import { TextButton } from '../ui/button';
import { foreign } from '../ui/field';
import { Link } from '../ui/link';
import { Panel } from '../ui/panel';

type ListedTopic = GuidelineList['topics'][number];

const icons = { learned: Check, changed: RefreshCw, new: CircleDashed } as const;

/** How a topic stands: a sign and a word. */
export function TopicStateMark({ state }: { state: TopicState }) {
  const { guidelines } = useMessages();
  const Icon = icons[state];
  return (
    <span className="topicstate" data-topic-state={state}>
      <Icon className="i" aria-hidden="true" />
      {guidelines.state[state]}
    </span>
  );
}

/** The topics whose title or category has every word of `text`. */
export const findTopics = (topics: readonly ListedTopic[], text: string): ListedTopic[] => {
  const words = text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  return topics.filter(({ title, category }) => {
    const within = `${title} ${category.title}`.toLocaleLowerCase('en');
    return words.every((word) => within.includes(word));
  });
};

const byCategory = (topics: readonly ListedTopic[]): ListedTopic[][] => {
  const groups = new Map<string, ListedTopic[]>();
  for (const topic of topics) {
    groups.set(topic.category.id, [...(groups.get(topic.category.id) ?? []), topic]);
  }
  return [...groups.values()];
};

interface TopicListProps {
  topics: readonly ListedTopic[];
  hrefOf: (id: string) => string;
}

/** All topics under their categories, and a field that finds some. */
export function TopicList({ topics, hrefOf }: TopicListProps) {
  const { guidelines: words } = useMessages();
  const [text, setText] = useState('');
  const found = findTopics(topics, text);
  return (
    <Panel
      title={words.topics}
      aside={<output>{words.found(found.length, topics.length)}</output>}
      className="topiclist"
      flush
    >
      <search>
        <input
          className="input"
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      {found.length === 0 && (
        <p className="note">
          {words.nothing} <TextButton onClick={() => setText('')}>{words.clear}</TextButton>
        </p>
      )}
      {byCategory(found).map((group) => (
        <section key={group[0]?.category.id} aria-labelledby={`category-${group[0]?.category.id}`}>
          <h3 id={`category-${group[0]?.category.id}`}>
            <span {...foreign('en')}>{group[0]?.category.title}</span>
          </h3>
          <ul>
            {group.map((topic) => (
              <TopicRow key={topic.id} topic={topic} href={hrefOf(topic.id)} />
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

function TopicRow({ topic, href }: { topic: ListedTopic; href: string }) {
  const { guidelines: words } = useMessages();
  return (
    <li>
      <Link href={href}>
        <span {...foreign('en')}>{topic.title}</span>
      </Link>
      <span className="xs muted">
        <TopicStateMark state={topic.state} />
        {topic.state !== 'new' && <bdi>{words.questions(topic.questions)}</bdi>}
      </span>
    </li>
  );
}
