import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Text } from '@backstage/ui';
import { EnvironmentProgress, StackOperation } from '@tap/plugin-tap-common';
import { useProgress } from '../hooks/useProgress';
import { environmentRef } from '../lib/environmentFacts';
import { errorText } from '../lib/errorText';
import { EnvironmentCard } from './EnvironmentCard';
import { EventTable } from './EventTable';
import { ProgressBar } from './ProgressBar';
import { ResourceProgressView } from './ResourceProgressView';
import { StatusBadge } from './StatusBadge';

const OPERATIONS: Record<StackOperation, string> = {
  create: 'Creating the environment',
  update: 'Updating the environment',
  delete: 'Tearing the environment down',
};

/** The current status of the environment, and the last stack events. */
export function StatusCard() {
  const { entity } = useEntity();
  const { suffix, target } = environmentRef(entity);
  const { value, error, loading } = useProgress(suffix, target);
  return (
    <EnvironmentCard title="Status and events">
      <Flex direction="column" gap="3">
        {loading && (
          <ProgressBar done={0} label="Reading the status" total={0} />
        )}
        {error !== undefined && (
          <Alert
            description={errorText(error)}
            icon
            status="warning"
            title="The status cannot be read right now"
          />
        )}
        {value && <Status progress={value} />}
      </Flex>
    </EnvironmentCard>
  );
}

function Status({ progress }: { progress: EnvironmentProgress }) {
  const { environment, operation, events } = progress;
  if (!environment && !operation) {
    return <Text>The environment is gone.</Text>;
  }
  return (
    <>
      {environment && (
        <Flex align="center" gap="2">
          <StatusBadge status={environment.status} />
          <Text color="secondary">{environment.stackStatus}</Text>
        </Flex>
      )}
      {environment?.statusReason && <Text>{environment.statusReason}</Text>}
      {operation && (
        <ResourceProgressView
          label={OPERATIONS[operation]}
          progress={progress}
        />
      )}
      {!operation && events.length > 0 && <EventTable events={events} />}
    </>
  );
}
