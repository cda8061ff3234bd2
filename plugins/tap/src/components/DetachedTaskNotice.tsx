import { Alert } from '@backstage/ui';

/**
 * States that an operation continues without its task, because tap-backend's reconciler follows it.
 *
 * @param props - `reason` as reported by the scaffolder
 */
export function DetachedTaskNotice(props: { reason: string }) {
  return (
    <Alert
      description={`The task ended with "${props.reason}", which does not describe the environment. The portal follows the operation to its end and notifies the owner.`}
      icon
      status="info"
      title="This task can no longer watch the environment"
    />
  );
}
