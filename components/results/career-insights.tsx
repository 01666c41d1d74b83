'use client';

import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { ResultSection, ShortList, TakenFor } from './result-parts';

type Output = JobOutput<'career-insights'>;
const FIRST_ROLES = 6;
const FIRST_SKILLS = 10;

export function CareerInsightsResult({ output }: { output: Output }) {
  const { results, time } = useMessages();
  const { insights } = results;
  return (
    <>
      <div className="lead">
        <p className="headline" dir="auto">
          {output.outlook}
        </p>
        <div className="note" dir="auto">
          <TakenFor about={output.scope} />
        </div>
      </div>
      <ResultSection title={insights.roles} note={time.count(output.roles.length)}>
        <Roles roles={output.roles} />
      </ResultSection>
      <ResultSection title={insights.pay}>
        {output.payBands.length > 0 && <PayBands bands={output.payBands} />}
        <p className="note" dir="auto">
          {output.payNote}
        </p>
      </ResultSection>
      {output.skillsInDemand.length > 0 && (
        <ResultSection title={insights.skills}>
          <Demand skills={output.skillsInDemand} />
          <p className="xs muted" dir="auto">
            {output.demandNote}
          </p>
        </ResultSection>
      )}
      {output.neighbours.length > 0 && (
        <ResultSection title={insights.neighbours}>
          <ul className="pairs">
            {output.neighbours.map(({ title, why }) => (
              <li key={title}>
                <span className="medium" dir="auto">
                  {title}
                </span>
                <span className="muted" dir="auto">
                  {why}
                </span>
              </li>
            ))}
          </ul>
        </ResultSection>
      )}
      <Source source={output.source} />
    </>
  );
}

function Roles({ roles }: { roles: Output['roles'] }) {
  const { insights } = useMessages().results;
  if (roles.length === 0) return <p className="note">{insights.noRoles}</p>;
  return (
    <ShortList items={roles} first={FIRST_ROLES}>
      {(items) => (
        <ul className="roles">
          {items.map(({ title, summary, outlook, code }) => (
            <li key={`${title} ${code}`}>
              <span className="medium" dir="auto">
                {title}
              </span>
              {code !== null && <span className="mono xs muted code-no">{code}</span>}
              <span className="muted" dir="auto">
                {summary}
              </span>
              <span className="xs muted" dir="auto">
                {outlook}
              </span>
            </li>
          ))}
        </ul>
      )}
    </ShortList>
  );
}

function PayBands({ bands }: { bands: Output['payBands'] }) {
  const { results, time } = useMessages();
  const { columns, money, payCaption } = results.insights;
  return (
    <table className="datatable cards pay">
      <caption className="sr">{payCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.role}</th>
          <th scope="col" className="num">
            {columns.p25}
          </th>
          <th scope="col" className="num">
            {columns.median}
          </th>
          <th scope="col" className="num">
            {columns.p75}
          </th>
          <th scope="col" className="num">
            {columns.rows}
          </th>
        </tr>
      </thead>
      <tbody>
        {bands.map(({ role, currency, p25, median, p75, rows }) => (
          <tr key={`${role} ${currency}`}>
            <td dir="auto">{role}</td>
            <td className="num" data-l={columns.p25}>
              <bdi>{money(p25, currency)}</bdi>
            </td>
            <td className="num medium" data-l={columns.median}>
              <bdi>{money(median, currency)}</bdi>
            </td>
            <td className="num" data-l={columns.p75}>
              <bdi>{money(p75, currency)}</bdi>
            </td>
            <td className="num muted" data-l={columns.rows}>
              {time.count(rows)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Demand({ skills }: { skills: Output['skillsInDemand'] }) {
  const { weight: figure } = useMessages().results.insights;
  return (
    <ShortList items={skills} first={FIRST_SKILLS}>
      {(items) => (
        <ul className="parts">
          {items.map(({ skill, weight }) => (
            <li key={skill}>
              <span className="medium" dir="auto">
                {skill}
              </span>
              <span className="num">
                <bdi>{figure(weight)}</bdi>
              </span>
              <span className="meter" aria-hidden="true">
                <i style={{ '--v': Math.min(100, Math.max(0, weight)) }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </ShortList>
  );
}

function Source({ source }: { source: Output['source'] }) {
  const { results } = useMessages();
  const { insights } = results;
  const facts = [results.source(source.name, source.asOf), insights.rows(source.rows)];
  return (
    <p className="xs muted" dir="auto">
      {source.sample && <b>{insights.sample}. </b>}
      {facts.join(' ')}. {source.attribution}
    </p>
  );
}
