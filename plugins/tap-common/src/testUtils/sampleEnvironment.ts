import { Environment } from '../environment';
import { stackName } from '../names';
import { environmentStatus } from '../environmentStatus';

/**
 * An environment of the group payments, at rest, with all outputs of a stack without replicas.
 *
 * @param facts - what differs from `orders` on target `main`; suffix, account, region and stack status decide what
 *   contains them, such as the ARNs and the status
 * @public
 */
export function sampleEnvironment(
  facts: Partial<Environment> = {},
): Environment {
  const {
    suffix = 'orders',
    accountId = '111122223333',
    region = 'eu-central-1',
    engineVersion = '17.9',
    stackStatus = 'CREATE_COMPLETE',
  } = facts;
  const name = stackName(suffix);
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;
  return {
    suffix,
    target: 'main',
    isDefaultTarget: true,
    accountId,
    region,
    stackName: name,
    stackId: arn('cloudformation', `stack/${name}/0f2c`),
    portal: 'tap',
    status: environmentStatus(stackStatus, facts.runState),
    stackStatus,
    size: 'small',
    sizeAtCreation: 'small',
    retention: 'destroy',
    owner: 'group:default/payments',
    requestedBy: 'user:default/olga',
    engineVersion,
    backupRetentionDays: 7,
    createdAt: '2026-11-01T10:00:00.000Z',
    terminationProtection: false,
    outputs: {
      DatabaseEndpoint: `${suffix}.example.internal`,
      DatabasePort: '5432',
      DatabaseName: 'app',
      DatabaseSecretArn: arn('secretsmanager', 'secret:credentials'),
      BastionInstanceId: 'i-0123456789abcdef0',
      KmsKeyArn: arn('kms', 'key/1234'),
      BucketName: `${suffix}-bucket`,
      VpcId: 'vpc-1',
      ApplicationSecurityGroupId: 'sg-1',
      EngineVersion: engineVersion,
      Region: region,
    },
    ...facts,
  };
}

/**
 * A {@link sampleEnvironment} while its stack is created, without outputs.
 *
 * @public
 */
export function environmentInCreation(
  facts: Partial<Environment> = {},
): Environment {
  return sampleEnvironment({
    stackStatus: 'CREATE_IN_PROGRESS',
    outputs: undefined,
    ...facts,
  });
}

/**
 * An environment whose stack is deleted.
 *
 * @public
 */
export function deletedEnvironment(environment: Environment): Environment {
  return { ...environment, status: 'deleted', stackStatus: 'DELETE_COMPLETE' };
}
