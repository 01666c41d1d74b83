import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJob } from '#hooks/use-job';
import { mount } from './mount';

const count = { rows: 0, page: 0 };
Object.assign(window, { takeRenders: () => ({ ...count }) });

function Row({ id }: { id: string }) {
  count.rows += 1;
  const message = useJob(id, (job) => job?.progress.message);
  return <li>{message}</li>;
}

/** The hooks alone: a component that starts jobs and reads none, and a row for each of the jobs in the address. */
function Hook() {
  useBackgroundJobs();
  count.page += 1;
  const ids = new URLSearchParams(location.search).getAll('id');
  return (
    <ul>
      {ids.map((id) => (
        <Row key={id} id={id} />
      ))}
    </ul>
  );
}

mount(<Hook />);
