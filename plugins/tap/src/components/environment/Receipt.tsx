import { Alert, Flex, Text } from '@backstage/ui';
import { OperationRecord } from '@tap/plugin-tap-common';
import { durationText, operationTitle } from '../../lib/operationText';
import { localTime } from '../../lib/format';
import { EnvironmentCard } from '../EnvironmentCard';
import { Facts } from '../Facts';
import { Initiator } from '../Initiator';
import { KeptTable } from './KeptTable';
import { OperationsTable } from './OperationsTable';
import { RemovedResources } from './RemovedResources';

/**
 * What happened to an environment that no longer exists: its end, what was kept and removed, and its operations.
 *
 * @param props - `operations` of all environments that had the name, newest first, at least one
 */
export function Receipt(props: { operations: OperationRecord[] }) {
  const [end] = props.operations;
  const ofStack = props.operations.filter(
    ({ stackId }) => stackId === end.stackId,
  );
  const earlier = props.operations.filter(
    ({ stackId }) => stackId !== end.stackId,
  );
  return (
    <Flex direction="column" gap="4">
      <Alert
        description={summary(end)}
        icon
        status={alertStatus(end)}
        title={title(end)}
      />
      <EnvironmentCard title="Receipt">
        <Facts facts={facts(end)} />
      </EnvironmentCard>
      <EnvironmentCard title="Kept">
        <KeptTable operation={end} />
      </EnvironmentCard>
      {end.removed.length > 0 && (
        <EnvironmentCard title="Removed">
          <RemovedResources resources={end.removed} />
        </EnvironmentCard>
      )}
      <EnvironmentCard title="Operations">
        <OperationsTable
          explained={end.goneAt === undefined ? undefined : end}
          operations={ofStack}
        />
      </EnvironmentCard>
      {earlier.length > 0 && (
        <EnvironmentCard title="Earlier environments with this name">
          <OperationsTable operations={earlier} />
        </EnvironmentCard>
      )}
    </Flex>
  );
}

/** Whether the environment was torn down as requested. */
function isExpected({ goneAt, operation, outcome }: OperationRecord): boolean {
  return (
    operation === 'delete' && outcome === 'succeeded' && goneAt !== undefined
  );
}

function alertStatus(end: OperationRecord) {
  if (isExpected(end)) {
    return 'success';
  }
  return end.outcome === 'failed' ? 'danger' : 'warning';
}

function title(end: OperationRecord): string {
  if (isExpected(end)) {
    return 'This environment was torn down';
  }
  if (end.goneAt === undefined) {
    return 'This environment no longer exists';
  }
  return end.outcome === 'cancelled'
    ? 'The creation of this environment was cancelled'
    : 'This environment could not be created';
}

function summary(end: OperationRecord): string {
  const { goneAt, kept, reason } = end;
  if (goneAt === undefined) {
    return `CloudFormation has no stack with this name. The portal did not record its deletion. The last recorded operation is: ${operationTitle(
      end,
    )}.`;
  }
  if (reason) {
    return reason;
  }
  return kept.length > 0
    ? 'The resources in the table below still exist.'
    : 'Nothing is left.';
}

function facts(end: OperationRecord) {
  const { environment, goneAt, operation, stackId, startedAt } = end;
  return [
    {
      label: operation === 'delete' ? 'Ended by' : 'Started by',
      value: (
        <Text>
          <Initiator initiator={end.initiator} />
        </Text>
      ),
    },
    { label: 'Started', value: localTime(startedAt) },
    { label: 'Ended', value: end.endedAt && localTime(end.endedAt) },
    { label: 'Duration', value: durationText(end) },
    {
      label: 'Created',
      value:
        operation === 'create' ? undefined : localTime(environment.createdAt),
    },
    { label: 'Size', value: environment.size },
    { label: 'PostgreSQL', value: environment.engineVersion },
    { label: 'Target', value: `${environment.target}, ${environment.region}` },
    {
      label: 'Proof of the deletion',
      value: goneAt
        ? `DescribeStacks, called with the ARN of the stack, returned DELETE_COMPLETE at ${localTime(
            goneAt,
          )}.`
        : 'None recorded.',
      isWide: true,
    },
    { label: 'Stack ARN', value: stackId, copy: stackId, isWide: true },
  ];
}
