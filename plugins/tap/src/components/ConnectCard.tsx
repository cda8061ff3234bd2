import { Alert, Flex, Text } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { useEnvironment } from '../hooks/useEnvironment';
import { targetOf, useOptions } from '../hooks/useOptions';
import { Connection, connectionOf } from '../lib/connection';
import { errorText } from '../lib/errorText';
import { connectionUri, snippets } from '../lib/snippets';
import { ClientSnippets } from './ClientSnippets';
import { ConnectScript } from './ConnectScript';
import { EnvironmentCard } from './EnvironmentCard';
import { Facts } from './Facts';
import { ProgressBar } from './ProgressBar';
import { ReadProblem } from './ReadProblem';

/**
 * The connection values of the database, the command that connects to it, and code for other clients. They use only live data
 * of tap-backend, because users paste them into a shell and any user can write an entity.
 */
export function ConnectCard() {
  const { environment, progress } = useEnvironment();
  const { value, error, loading } = progress;
  return (
    <EnvironmentCard title="Connect">
      {loading && (
        <ProgressBar done={0} label="Reading the connection" total={0} />
      )}
      {value === undefined && error !== undefined && (
        <ReadProblem
          error={error}
          onRetry={progress.refresh}
          title="The connection could not be read"
        />
      )}
      {environment && <ConnectionOf environment={environment} />}
    </EnvironmentCard>
  );
}

function ConnectionOf({ environment }: { environment: Environment }) {
  const { connection, problem } = read(environment);
  if (problem !== undefined) {
    return (
      <Alert
        description={`${problem} No command is shown. Ask the owner of the environment who has changed its stack.`}
        icon
        status="danger"
        title="The outputs of the stack are not valid"
      />
    );
  }
  return connection ? (
    <WaysToConnect connection={connection} environment={environment} />
  ) : (
    <Text color="secondary">
      You can connect to the database when the environment is complete.
    </Text>
  );
}

function WaysToConnect(props: {
  connection: Connection;
  environment: Environment;
}) {
  const { connection, environment } = props;
  const { suffix, target } = environment;
  const { value: options } = useOptions();
  const size = targetOf(options, target)?.sizes.find(
    ({ name }) => name === environment.size,
  );
  const iamAuthentication = size?.iamAuthentication ?? false;
  return (
    <Flex direction="column" gap="4">
      <Facts facts={connectionFacts(connection)} />
      <ConnectScript connection={connection} suffix={suffix} />
      <ClientSnippets
        snippets={snippets(connection, { suffix, iamAuthentication })}
        suffix={suffix}
      />
    </Flex>
  );
}

function read(environment: Environment): {
  connection?: Connection;
  problem?: string;
} {
  try {
    return { connection: connectionOf(environment) };
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
    {
      ...fact('Connection URI without password', connectionUri(connection)),
      isWide: true,
    },
    { ...fact('Secret ARN', connection.secretArn), isWide: true },
  ];
}
