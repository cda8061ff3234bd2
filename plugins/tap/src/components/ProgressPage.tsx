import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Container, Flex, Header, Link } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { TaskProgress, useTaskProgress } from '../hooks/useTaskProgress';
import { errorText } from '../lib/errorText';
import { operationPhase, operationTitle } from '../lib/operationPhase';
import { taskRouteRef } from '../routes';
import { EnvironmentBreadcrumb, PageBreadcrumb } from './Breadcrumb';
import { CancelButton } from './CancelButton';
import { DetachedTaskNotice } from './DetachedTaskNotice';
import { OperationResult } from './OperationResult';
import { PageMain } from './PageMain';
import { ProgressBar } from './ProgressBar';
import { ResourceProgressView } from './ResourceProgressView';

/** The progress and the result of one operation on an environment. */
export function ProgressPage() {
  const { suffix = '', target = '', taskId = '' } = useParams();
  return (
    <EnvironmentBreadcrumb suffix={suffix} target={target}>
      <PageBreadcrumb label="Progress">
        <Progress suffix={suffix} taskId={taskId} />
      </PageBreadcrumb>
    </EnvironmentBreadcrumb>
  );
}

function Progress(props: { suffix: string; taskId: string }) {
  const { suffix, taskId } = props;
  const { value: task, error, loading } = useTaskProgress(taskId);
  const phase = task && operationPhase(task);
  const canBeCancelled =
    task?.kind !== 'teardown' && (phase === 'waiting' || phase === 'running');
  const title = task ? operationTitle(task) : suffix;
  return (
    <PageMain title={title}>
      <Header
        customActions={
          task && canBeCancelled && <CancelButton task={task} taskId={taskId} />
        }
        title={title}
      />
      <Container>
        <Flex direction="column" gap="4" mb="8">
          {loading && (
            <ProgressBar done={0} label="Reading the progress" total={0} />
          )}
          {error !== undefined && (
            <Alert
              description={`${errorText(
                error,
              )} CloudFormation continues. This page continues when the portal can read the progress again.`}
              icon
              status="warning"
              title="The progress cannot be read right now"
            />
          )}
          {task && <TaskState task={task} />}
          <TaskLink taskId={taskId} />
        </Flex>
      </Container>
    </PageMain>
  );
}

function TaskState({ task }: { task: TaskProgress }) {
  const phase = operationPhase(task);
  switch (phase) {
    case 'waiting':
      return (
        <ProgressBar
          done={0}
          label={
            task.kind === 'teardown'
              ? 'Checking what blocks the teardown'
              : 'Preparing the template'
          }
          showsLabel
          total={0}
        />
      );
    case 'undoing':
      return (
        <ProgressBar
          done={0}
          label={
            task.kind === 'create'
              ? 'Deleting what was created'
              : 'Restoring the previous settings'
          }
          showsLabel
          total={0}
        />
      );
    case 'running':
      return (
        <ResourceProgressView
          label={operationTitle(task)}
          progress={task.progress}
        />
      );
    case 'detached':
      return (
        <>
          <DetachedTaskNotice reason={task.detachedReason ?? ''} />
          {task.progress.operation ? (
            <ResourceProgressView
              label={operationTitle(task)}
              progress={task.progress}
            />
          ) : (
            <OperationResult phase={phase} task={task} />
          )}
        </>
      );
    default:
      return <OperationResult phase={phase} task={task} />;
  }
}

function TaskLink(props: { taskId: string }) {
  const taskRoute = useRouteRef(taskRouteRef);
  return taskRoute ? (
    <div>
      <Link href={taskRoute(props)}>Show the log of the task</Link>
    </div>
  ) : null;
}
