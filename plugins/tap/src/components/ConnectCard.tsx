import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { environmentRef } from '../lib/environmentFacts';
import { connectCommands } from '../lib/connectCommands';
import { Connection, connectionOf } from '../lib/connection';
import { useProgress } from '../hooks/useProgress';
import { CodeBlock } from './CodeBlock';
import { EnvironmentCard } from './EnvironmentCard';
import { Facts } from './Facts';

/** Where the database is, and the commands that connect to it. */
export function ConnectCard() {
  const { entity } = useEntity();
  const { suffix, target } = environmentRef(entity);
  const { value: progress } = useProgress(suffix, target);
  const connection = connectionOf(entity, progress?.environment);
  return (
    <EnvironmentCard title="Connect">
      {connection ? (
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
      ) : (
        <Text color="secondary">
          The database can be connected to as soon as the environment is
          complete.
        </Text>
      )}
    </EnvironmentCard>
  );
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
