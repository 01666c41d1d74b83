import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Job } from '#contracts/job';
import { JobsProvider } from '#hooks/jobs-provider';
import { useJobsConnection } from '#hooks/use-jobs-connection';

interface Given {
  userId: string;
  jobs?: readonly Job[];
}

/** Says when events can come. */
const Connection = () => <i data-connection={useJobsConnection().status} />;

/** Draws once the bench has said for whom. */
export function mount(children: ReactNode): void {
  function Page() {
    const [given, setGiven] = useState<Given | null>(null);
    Object.assign(window, { begin: setGiven });
    if (!given) return null;
    return (
      <JobsProvider userId={given.userId} initialJobs={given.jobs ?? []}>
        {children}
        <Connection />
      </JobsProvider>
    );
  }
  createRoot(document.body.appendChild(document.createElement('main'))).render(<Page />);
}
