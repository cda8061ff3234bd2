import { Alert, Flex, Text } from '@backstage/ui';
import { Environment } from '@tap/plugin-tap-common';
import { useState } from 'react';
import { useEnvironment } from '../hooks/useEnvironment';
import { useEnvironmentPermissions } from '../hooks/useEnvironmentPermissions';
import { targetOf, useOptions } from '../hooks/useOptions';
import { connectScriptName } from '../lib/connectScript';
import { Access, Connection, connectionOf, hasRoles } from '../lib/connection';
import { errorText } from '../lib/errorText';
import { connectionUri, snippets } from '../lib/snippets';
import { AccessChoice } from './AccessChoice';
import { ClientSnippets } from './ClientSnippets';
import { ConnectScript } from './ConnectScript';
import { EnvironmentCard } from './EnvironmentCard';
import { Facts } from './Facts';
import { NoRoles } from './NoRoles';
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
  const [access, setAccess] = useState<Access>('readWrite');
  const { connectAsMaster } = useEnvironmentPermissions(environment);
  const { connection, problem } = read(environment, access);
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
    <Flex direction="column" gap="4">
      {environment.status === 'stopped' && (
        <Text>You can use these values when the database is started.</Text>
      )}
      {hasRoles(environment) || (
        <NoRoles
          connectAsMaster={connectAsMaster}
          hasBastion={environment.outputs?.BastionInstanceId !== undefined}
        />
      )}
      {(hasRoles(environment) || connectAsMaster) && (
        <>
          <AccessChoice
            access={access}
            connectAsMaster={connectAsMaster}
            environment={environment}
            onChange={setAccess}
          />
          <WaysToConnect connection={connection} environment={environment} />
        </>
      )}
    </Flex>
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
        scriptName={connectScriptName(suffix, connection.access)}
        snippets={snippets(connection, { suffix, iamAuthentication })}
      />
    </Flex>
  );
}

function read(
  environment: Environment,
  access: Access,
): {
  connection?: Connection;
  problem?: string;
} {
  try {
    return { connection: connectionOf(environment, access) };
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
  const [first, ...others] = connection.hosts;
  return [
    ...(others.length > 0
      ? connection.hosts.map(({ endpoint, port }, index) => ({
          ...fact(
            index < others.length ? `Read replica ${index + 1}` : 'Primary',
            `${endpoint}:${port}`,
          ),
          isWide: true,
        }))
      : [fact('Endpoint', first.endpoint), fact('Port', first.port)]),
    fact('Database', connection.database),
    ...(connection.role ? [fact('User', connection.role)] : []),
    {
      ...fact('Connection URI without password', connectionUri(connection)),
      isWide: true,
    },
    { ...fact('Secret ARN', connection.secretArn), isWide: true },
  ];
}
