'use client';

import { Age } from '../job-time';
import { useMessages } from '../messages';
import { Empty } from '../ui/empty';
import { Link } from '../ui/link';
import { Panel } from '../ui/panel';

export interface ListedWorkflow {
  readonly id: string;
  readonly modulesGenerated: number;
  readonly totalModules: number;
  readonly lessons: number;
  readonly hours: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

interface WorkflowListProps {
  workflows: readonly ListedWorkflow[];
  hrefOf: (id: string) => string;
}

/** Somebody's workflows, newest first. */
export function WorkflowList({ workflows, hrefOf }: WorkflowListProps) {
  const { lessons, time } = useMessages();
  const { list } = lessons;
  if (workflows.length === 0) {
    return (
      <Panel title={list.title}>
        <Empty title={list.empty}>{list.emptyText}</Empty>
      </Panel>
    );
  }
  return (
    <Panel title={list.title} aside={time.count(workflows.length)} flush>
      <table className="datatable cards">
        <thead>
          <tr>
            <th scope="col">{list.columns.name}</th>
            <th scope="col" className="num">
              {list.columns.modules}
            </th>
            <th scope="col" className="num">
              {list.columns.lessons}
            </th>
            <th scope="col" className="num">
              {list.columns.hours}
            </th>
            <th scope="col" className="num">
              {list.columns.begun}
            </th>
          </tr>
        </thead>
        <tbody>
          {workflows.map((workflow) => (
            <tr key={workflow.id} data-workflow={workflow.id}>
              <td>
                <Link className="medium" href={hrefOf(workflow.id)}>
                  <bdi className="mono">{workflow.id}</bdi>
                </Link>
              </td>
              <td className="num" data-l={list.columns.modules}>
                {list.of(workflow.modulesGenerated, workflow.totalModules)}
              </td>
              <td className="num" data-l={list.columns.lessons}>
                {time.count(workflow.lessons)}
              </td>
              <td className="num" data-l={list.columns.hours}>
                {time.count(workflow.hours)}
              </td>
              <td className="num">
                <Age at={workflow.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
