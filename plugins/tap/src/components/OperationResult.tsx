import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink, Flex, Text } from '@backstage/ui';
import { TaskProgress } from '../hooks/useTaskProgress';
import { leavesNothing, OperationPhase } from '../lib/operationPhase';
import { paramsOfValues, valuesFromParams } from '../lib/requestValues';
import { environmentRouteRef, newEnvironmentRouteRef } from '../routes';
import { StatusBadge } from './StatusBadge';

const DONE: Record<TaskProgress['kind'], string> = {
  create: 'created',
  change: 'changed',
  teardown: 'torn down',
};

/** How an operation ended, the current state of the environment, and what to do next. */
export function OperationResult(props: {
  task: TaskProgress;
  phase: OperationPhase;
}) {
  const { phase, task } = props;
  return (
    <>
      <div aria-live="polite">
        <Outcome phase={phase} task={task} />
      </div>
      <CurrentState phase={phase} task={task} />
      <Flex gap="2">
        <OpenLink task={task} />
        {task.kind === 'teardown' &&
          phase === 'succeeded' &&
          !task.progress.environment && <ReceiptLink task={task} />}
        {task.kind === 'create' &&
          (phase === 'failed' || phase === 'cancelled') &&
          !task.progress.environment && <TryAgainLink task={task} />}
      </Flex>
    </>
  );
}

function Outcome({
  phase,
  task,
}: {
  phase: OperationPhase;
  task: TaskProgress;
}) {
  const message = task.end?.error?.message;
  if (phase === 'cancelled') {
    return leavesNothing(task) ? (
      <Alert icon status="success" title="Cancelled. Nothing is left." />
    ) : (
      <Alert description={message} icon status="warning" title="Cancelled" />
    );
  }
  if (phase === 'failed') {
    return (
      <Alert
        description={message ?? 'The log of the task contains the cause.'}
        icon
        role="alert"
        status="danger"
        title={`The environment was not ${DONE[task.kind]}`}
      />
    );
  }
  return phase === 'succeeded' ? (
    <Alert
      icon
      status="success"
      title={`The environment was ${DONE[task.kind]}.`}
    />
  ) : null;
}

function CurrentState(props: { phase: OperationPhase; task: TaskProgress }) {
  const { phase, task } = props;
  const { environment } = task.progress;
  if (environment) {
    return (
      <Flex align="center" gap="2">
        <Text>
          {task.kind === 'teardown' && phase === 'succeeded'
            ? `An environment with the name ${task.suffix} exists again:`
            : `Status of ${task.suffix}:`}
        </Text>
        <StatusBadge status={environment.status} />
      </Flex>
    );
  }
  return leavesNothing(task) ||
    (task.kind === 'teardown' && phase === 'succeeded') ? null : (
    <Text>No environment has the name {task.suffix}.</Text>
  );
}

/** Links to the page of the environment once the catalog has it. An environment that is being deleted has no link. */
function OpenLink({ task }: { task: TaskProgress }) {
  const link = useEntityRefLink();
  const { environment } = task.progress;
  if (!environment || environment.status === 'deleting') {
    return null;
  }
  return task.inCatalog ? (
    <ButtonLink href={link(task.entityRef)} variant="primary">
      Open {task.suffix}
    </ButtonLink>
  ) : (
    <Text color="secondary">
      The environment appears in the catalog in a moment.
    </Text>
  );
}

function ReceiptLink({ task: { suffix, target } }: { task: TaskProgress }) {
  const route = useRouteRef(environmentRouteRef);
  return route ? (
    <ButtonLink href={route({ suffix, target })} variant="primary">
      Show the receipt
    </ButtonLink>
  ) : null;
}

function TryAgainLink({ task }: { task: TaskProgress }) {
  const newRoute = useRouteRef(newEnvironmentRouteRef);
  const params = new URLSearchParams(
    Object.entries(task.parameters).map(([name, value]) => [
      name,
      String(value),
    ]),
  );
  return newRoute ? (
    <ButtonLink
      href={`${newRoute()}?${new URLSearchParams(
        paramsOfValues(valuesFromParams(params)),
      )}`}
      variant="primary"
    >
      Edit and try again
    </ButtonLink>
  ) : null;
}
