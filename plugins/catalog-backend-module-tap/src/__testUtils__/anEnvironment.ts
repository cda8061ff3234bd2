import { Environment, EnvironmentOutputs } from '@tap/plugin-tap-common';

const ARN = 'arn:aws:cloudformation:eu-central-1:111122223333:stack';

/** Stack outputs of a complete environment without replicas. */
export const OUTPUTS: EnvironmentOutputs = {
  DatabaseEndpoint: 'tapstack-orders.example.eu-central-1.rds.amazonaws.com',
  DatabasePort: '5432',
  DatabaseName: 'orders',
  DatabaseSecretArn:
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders',
  BastionInstanceId: 'i-0123456789abcdef0',
  KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/orders',
  BucketName: 'tapstack-orders-bucket',
  VpcId: 'vpc-0123',
  ApplicationSecurityGroupId: 'sg-0123',
  EngineVersion: '17.9',
  Region: 'eu-central-1',
};

/**
 * An environment as the engine lists it.
 *
 * @param suffix - its suffix
 * @param facts - what differs from a complete environment on target `main`
 */
export function anEnvironment(
  suffix: string,
  facts: Partial<Environment> = {},
): Environment {
  return {
    suffix,
    target: 'main',
    isDefaultTarget: true,
    accountId: '111122223333',
    region: 'eu-central-1',
    stackName: `TapStack-${suffix}`,
    stackId: `${ARN}/TapStack-${suffix}/1`,
    portal: 'tap',
    status: 'available',
    stackStatus: 'CREATE_COMPLETE',
    size: 'micro',
    sizeAtCreation: 'micro',
    retention: 'destroy',
    owner: 'group:default/payments',
    requestedBy: 'user:default/jo',
    engineVersion: '17.9',
    backupRetentionDays: 7,
    createdAt: '2026-11-01T10:00:00.000Z',
    terminationProtection: false,
    consoleUrl: `https://eu-central-1.console.aws.amazon.com/cloudformation/home?region=eu-central-1#/stacks/stackinfo?stackId=${suffix}`,
    outputs: OUTPUTS,
    ...facts,
  };
}

/** The same environment while its stack is created: without outputs. */
export function creating(suffix: string): Environment {
  return anEnvironment(suffix, {
    status: 'creating',
    stackStatus: 'CREATE_IN_PROGRESS',
    outputs: undefined,
  });
}

/** The same environment once its stack is gone. */
export function deleted(environment: Environment): Environment {
  return { ...environment, status: 'deleted', stackStatus: 'DELETE_COMPLETE' };
}
