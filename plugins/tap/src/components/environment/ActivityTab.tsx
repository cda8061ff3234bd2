import { Flex, Text } from '@backstage/ui';
import { useEnvironment } from '../../hooks/useEnvironment';
import { useOperations } from '../../hooks/useOperations';
import { DriftCard } from '../DriftCard';
import { EnvironmentCard } from '../EnvironmentCard';
import { EventTable } from '../EventTable';
import { ReadProblem } from '../ReadProblem';
import { OperationsTable } from './OperationsTable';

/** Who changed the environment and when, the last stack events, and drift. */
export function ActivityTab() {
  const { environment, progress, suffix, target } = useEnvironment();
  const { error, refresh, value } = useOperations(
    { suffix, target },
    environment,
  );
  const operations = value?.filter(
    ({ stackId }) => stackId === environment?.stackId,
  );
  const events = progress.value?.events ?? [];
  return (
    <Flex direction="column" gap="4">
      <EnvironmentCard title="Operations">
        {error !== undefined && (
          <ReadProblem
            error={error}
            onRetry={refresh}
            title="The operations could not be read"
          />
        )}
        {operations?.length === 0 && (
          <Text color="secondary">
            There are no recorded operations that you can read. Owners and
            administrators can read the operations on an environment.
          </Text>
        )}
        {operations && operations.length > 0 && (
          <OperationsTable operations={operations} />
        )}
      </EnvironmentCard>
      {events.length > 0 && (
        <EnvironmentCard title="Stack events">
          <EventTable events={events} />
        </EnvironmentCard>
      )}
      <DriftCard />
    </Flex>
  );
}
