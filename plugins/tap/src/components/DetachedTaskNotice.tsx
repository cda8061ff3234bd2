import { Alert } from '@backstage/ui';

/**
 * Says that an operation goes on without its task, and who sees to it: tap-backend's reconciler.
 *
 * @param props - `reason` in the scaffolder's words
 */
export function DetachedTaskNotice(props: { reason: string }) {
  return (
    <Alert
      description={`The task ended with “${props.reason}”, which tells nothing of the environment. The portal itself sees the operation to its end and notifies the owner.`}
      icon
      status="info"
      title="This task can no longer watch the environment"
    />
  );
}
