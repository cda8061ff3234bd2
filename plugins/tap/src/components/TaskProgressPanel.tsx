import { useRouteRef } from '@backstage/frontend-plugin-api';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import type { ScaffolderTaskOutput } from '@backstage/plugin-scaffolder-common';
import { Box, ButtonLink, Flex, Text } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { useTaskProgress } from '../hooks/useTaskProgress';
import { operationTitle } from '../lib/operationPhase';
import { progressRouteRef } from '../routes';
import { EnvironmentCard } from './EnvironmentCard';

/** The state of a task's operation on the scaffolder's page, with a link to the page of its progress. */
export function TaskProgressPanel(props: { output?: ScaffolderTaskOutput }) {
  const { taskId = '' } = useParams();
  const { value: task } = useTaskProgress(taskId);
  const progressRoute = useRouteRef(progressRouteRef);
  return (
    <Box mb="4">
      <EnvironmentCard
        title={task ? `Environment ${task.suffix}` : 'Environment'}
      >
        <Flex direction="column" gap="3">
          {task && (
            <div aria-live="polite">
              <Text>{operationTitle(task)}</Text>
            </div>
          )}
          {task && progressRoute && (
            <div>
              <ButtonLink
                href={progressRoute({
                  suffix: task.suffix,
                  target: task.target,
                  taskId,
                })}
                variant="primary"
              >
                Show the progress of {task.suffix}
              </ButtonLink>
            </div>
          )}
          <DefaultTemplateOutputs output={withoutEntityLinks(props.output)} />
        </Flex>
      </EnvironmentCard>
    </Box>
  );
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
