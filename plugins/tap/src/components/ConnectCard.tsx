import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Text } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { environmentRef } from '../lib/environmentFacts';
import { connectCommands } from '../lib/connectCommands';
import { Connection, connectionOf } from '../lib/connection';
import { errorText } from '../lib/errorText';
import { useProgress } from '../hooks/useProgress';
import { CodeBlock } from './CodeBlock';
import { EnvironmentCard } from './EnvironmentCard';
import { Facts } from './Facts';
import { ProgressBar } from './ProgressBar';

/**
 * The connection values of the database and the commands that connect to it. They use only live data of tap-backend,
 * because users paste them into a shell and any user can write an entity.
 */
export function ConnectCard() {
  const { entity } = useEntity();
  const { suffix, target } = environmentRef(entity);
  const { value, error, loading } = useProgress(suffix, target);
  return (
    <EnvironmentCard title="Connect">
      {loading && (
        <ProgressBar done={0} label="Reading the connection" total={0} />
      )}
      {value === undefined && error !== undefined && (
        <Alert
          description={errorText(error)}
          icon
          status="warning"
          title="The connection cannot be read right now"
        />
      )}
      {value && <ConnectionOf environment={value.environment} />}
    </EnvironmentCard>
  );
}

function ConnectionOf(props: { environment: Environment | undefined }) {
  const { connection, problem } = read(props.environment);
  if (problem !== undefined) {
    return (
      <Alert
        description={`${problem} So there is no command to copy. Ask the owner of the environment who has changed its stack.`}
        icon
        status="danger"
        title="The outputs of the stack are not valid"
      />
    );
  }
  if (!connection) {
    return (
      <Text color="secondary">
        The database can be connected to as soon as the environment is complete.
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="4">
      <Facts facts={connectionFacts(connection)} />
      {connectCommands(connection).map(({ title, code }) => (
        <div key={title}>
          <Text as="h3" variant="body-medium" weight="bold">
            {title}
          </Text>
          <CodeBlock code={code} label={title} />
        </div>
      ))}
    </Flex>
  );
}

function read(environment: Environment | undefined): {
  connection?: Connection;
  problem?: string;
} {
  try {
    return { connection: environment && connectionOf(environment) };
  } catch (error) {
    return { problem: errorText(error) };
  }
}

function connectionFacts(connection: Connection) {
  const fact = (label: string, value: string) => ({
    label,
    value,
    copy: value,
  });
  return [
    fact('Endpoint', connection.endpoint),
    fact('Port', connection.port),
    fact('Database', connection.database),
    { ...fact('Secret ARN', connection.secretArn), isWide: true },
  ];
}
