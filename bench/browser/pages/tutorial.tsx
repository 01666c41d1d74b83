import { Toaster, toast } from 'sonner';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { mount } from './mount';

/** Progress in toasts as tutorials do it: each event updates its toast by id. */
function Tutorial() {
  useBackgroundJobs({
    onProgress: (jobId, { message }, job) =>
      void toast.loading(job.type, { id: jobId, description: message }),
  });
  return <Toaster expand />;
}

mount(<Tutorial />);
