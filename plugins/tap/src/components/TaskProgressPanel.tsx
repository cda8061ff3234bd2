import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import type { ScaffolderTaskOutput } from '@backstage/plugin-scaffolder-common';
import { Alert, Box, ButtonLink, Flex, Text } from '@backstage/ui';
import { EnvironmentProgress } from '@tap/plugin-tap-common';
import { useParams } from 'react-router-dom';
import {
  hasEnded,
  TaskProgress,
  useTaskProgress,
} from '../hooks/useTaskProgress';
import { errorText } from '../lib/errorText';
import { EnvironmentCard } from './EnvironmentCard';
import { ProgressBar } from './ProgressBar';
import { ResourceProgressView } from './ResourceProgressView';
import { StatusBadge } from './StatusBadge';
import { DetachedTaskNotice } from './DetachedTaskNotice';

/** The progress of each resource of the environment, on the page of the task. */
export function TaskProgressPanel(props: { output?: ScaffolderTaskOutput }) {
  const { taskId = '' } = useParams();
  const { value: task, error, loading } = useTaskProgress(taskId);
  return (
    <Box mb="4">
      <EnvironmentCard
        title={task ? `Environment ${task.suffix}` : 'Environment'}
      >
        <Flex direction="column" gap="3">
          {loading && (
            <ProgressBar done={0} label="Reading the progress" total={0} />
          )}
          {error !== undefined && (
            <Alert
              description={`${errorText(
                error,
              )} CloudFormation goes on all the same, and so does this page as soon as it can.`}
              icon
              status="warning"
              title="The progress cannot be read right now"
            />
          )}
          {task && <TaskState task={task} />}
          {task && <EnvironmentLink task={task} />}
          <DefaultTemplateOutputs output={withoutEntityLinks(props.output)} />
        </Flex>
      </EnvironmentCard>
    </Box>
  );
}

const DOING: Record<TaskProgress['kind'], string> = {
  create: 'Creating',
  change: 'Changing',
  teardown: 'Tearing down',
};

function TaskState({ task }: { task: TaskProgress }) {
  const { progress, kind, taskStatus } = task;
  const began = progress.operation !== undefined || progress.events.length > 0;
  const running = !hasEnded(taskStatus);
  const label = `${DOING[kind]} ${task.suffix}`;
  return (
    <>
      <div aria-live="polite">
        <Flex align="center" gap="2">
          {progress.environment && (
            <StatusBadge status={progress.environment.status} />
          )}
          <Text>{stateText(task)}</Text>
        </Flex>
      </div>
      {task.detachedReason !== undefined && (
        <DetachedTaskNotice reason={task.detachedReason} />
      )}
      {began && <ResourceProgressView label={label} progress={progress} />}
      {!began && running && <ProgressBar done={0} label={label} total={0} />}
    </>
  );
}

function stateText(task: TaskProgress): string {
  const { kind, progress, taskStatus } = task;
  if (taskStatus === 'completed') {
    return kind === 'teardown'
      ? 'The environment is gone.'
      : 'The environment is ready.';
  }
  if (task.detachedReason !== undefined) {
    return standing(progress);
  }
  if (taskStatus === 'failed' || taskStatus === 'cancelled') {
    return progress.environment
      ? 'The task has ended, the environment is still there.'
      : 'The task has ended, there is no such environment.';
  }
  if (progress.operation) {
    return 'CloudFormation is at work.';
  }
  return kind === 'teardown'
    ? 'Checking what would block the teardown.'
    : 'Preparing the template.';
}

/** State of an environment that its task no longer follows. */
function standing({ environment, operation }: EnvironmentProgress): string {
  if (operation) {
    return 'CloudFormation is still at work on the environment.';
  }
  return environment
    ? 'CloudFormation has ended its work, the environment is there.'
    : 'CloudFormation has ended its work, there is no such environment.';
}

/** Removes the task's links to entities, because they exist before the catalog has the entity. */
function withoutEntityLinks(
  output: ScaffolderTaskOutput | undefined,
): ScaffolderTaskOutput | undefined {
  return (
    output && {
      ...output,
      links: output.links?.filter(({ entityRef }) => entityRef === undefined),
    }
  );
}

/** Links to the page of the environment once the catalog has it. */
function EnvironmentLink({ task }: { task: TaskProgress }) {
  const link = useEntityRefLink();
  if (task.inCatalog) {
    return (
      <div>
        <ButtonLink href={link(task.entityRef)} variant="primary">
          Open the environment
        </ButtonLink>
      </div>
    );
  }
  const expected =
    task.kind !== 'teardown' &&
    (task.progress.operation !== undefined ||
      task.progress.environment !== undefined);
  return expected ? (
    <Text color="secondary">
      The environment appears in the catalog in a moment.
    </Text>
  ) : null;
}
