import { Stack } from '@aws-sdk/client-cloudformation';
import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { StackFacts } from '../stackModule';
import { readDeployed } from './readDeployed';

const STACK: Stack = {
  StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/TapStack-orders/1',
  StackName: 'TapStack-orders',
  StackStatus: 'CREATE_COMPLETE',
  CreationTime: new Date(0),
};

const database = (LogicalResourceId: string, identifier: string | undefined) =>
  resource('AWS::RDS::DBInstance', identifier, { LogicalResourceId });

function deployed(facts: StackFacts | undefined) {
  const runtime = teardownRuntime({
    resources: [
      resource('AWS::EC2::VPC', 'vpc-1'),
      database('Database', 'orders'),
      database('Replica1', 'orders-replica-1'),
      database('Replica2', undefined),
      database('Reporting', 'orders-reporting'),
    ],
    instances: {
      orders: {
        AllocatedStorage: 25,
        DBInstanceStatus: 'available',
        EngineVersion: '17.8',
      },
      'orders-replica-1': { EngineVersion: '17.9' },
      'orders-reporting': { EngineVersion: '17.10' },
    },
  });
  const stackModule: any = { describe: () => facts };
  return readDeployed({ ...runtime, stackModule }, STACK);
}

describe('readDeployed', () => {
  it('reads the primary and its replicas, and no other database of the stack', async () => {
    const replica = (logicalId: string) => ({
      logicalId,
      instanceClass: 'db.t4g.medium',
      engineVersion: '17.8',
    });
    await expect(
      deployed({
        primaryDatabase: 'Database',
        replicas: [replica('Replica1'), replica('Replica2')],
        dataHolders: [],
      }),
    ).resolves.toMatchObject({
      storageGiB: 25,
      databaseStatus: 'available',
      engineVersion: '17.8',
      newestEngineVersion: '17.9',
      facts: {
        replicas: [
          { logicalId: 'Replica1', engineVersion: '17.9' },
          { logicalId: 'Replica2', engineVersion: '17.8' },
        ],
      },
    });
  });

  it('rejects the stack of another stack module', async () => {
    await expect(deployed(undefined)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/^suffix: the stack of 'orders' was not /),
    });
  });
});
