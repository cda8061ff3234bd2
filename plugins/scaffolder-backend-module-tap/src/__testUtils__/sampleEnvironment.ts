import {
  Environment,
  EnvironmentRef,
  EnvironmentRequest,
  stackName,
} from '@tap/plugin-tap-common';

/** An environment as CloudFormation would tell it, once it is complete. */
export function sampleEnvironment(
  ref: EnvironmentRef,
  facts: Partial<Environment> &
    Partial<Pick<EnvironmentRequest, 'size' | 'retention'>> = {},
): Environment {
  const name = stackName(ref.suffix);
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
  return {
    ...ref,
    isDefaultTarget: ref.target === 'sandbox',
    accountId: '111122223333',
    region: 'eu-central-1',
    stackName: name,
    stackId: arn('cloudformation', `stack/${name}/0f2c`),
    portal: 'tap',
    status: 'available',
    stackStatus: 'CREATE_COMPLETE',
    size: 'small',
    sizeAtCreation: 'small',
    retention: 'destroy',
    owner: 'user:default/mock',
    engineVersion: '17.9',
    backupRetentionDays: 7,
    createdAt: '2026-11-01T00:00:00.000Z',
    terminationProtection: false,
    outputs: {
      DatabaseEndpoint: `${ref.suffix}.example.internal`,
      DatabasePort: '5432',
      DatabaseName: 'app',
      DatabaseSecretArn: arn('secretsmanager', 'secret:credentials'),
      BastionInstanceId: 'i-0123456789abcdef0',
      KmsKeyArn: arn('kms', 'key/1234'),
      BucketName: `${ref.suffix}-bucket`,
      VpcId: 'vpc-1',
      ApplicationSecurityGroupId: 'sg-1',
      EngineVersion: '17.9',
      Region: 'eu-central-1',
    },
    ...facts,
  };
}
