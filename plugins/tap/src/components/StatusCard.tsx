import { Flex } from '@backstage/ui';
import { StackOperation } from '@tap/plugin-tap-common';
import { useEnvironment } from '../hooks/useEnvironment';
import { EnvironmentCard } from './EnvironmentCard';
import { ReadProblem } from './ReadProblem';
import { ResourceProgressView } from './ResourceProgressView';

const OPERATIONS: Record<StackOperation, string> = {
  create: 'Creating the environment',
  update: 'Changing the environment',
  delete: 'Tearing down the environment',
};

/** The operation in progress. Renders nothing if there is none. */
export function StatusCard() {
  const { error, refresh, value } = useEnvironment().progress;
  const operation = value?.operation;
  if (error === undefined && operation === undefined) {
    return null;
  }
  return (
    <EnvironmentCard title="Operation in progress">
      <Flex direction="column" gap="3">
        {error !== undefined && (
          <ReadProblem
            error={error}
            onRetry={refresh}
            title="The status could not be read"
          />
        )}
        {value && operation && (
          <ResourceProgressView
            label={OPERATIONS[operation]}
            progress={value}
          />
        )}
      </Flex>
    </EnvironmentCard>
  );
}
