import { Environment } from '@tap/plugin-tap-common';

/**
 * A complete environment.
 *
 * @param facts - what differs from `orders` on target `main`
 */
export function sampleEnvironment(
  facts: Partial<Environment> = {},
): Environment {
  const suffix = facts.suffix ?? 'orders';
  return {
    suffix,
    target: 'main',
    isDefaultTarget: true,
    accountId: '111122223333',
    region: 'eu-central-1',
    stackName: `TapStack-${suffix}`,
    stackId: `arn:aws:cloudformation:eu-central-1:111122223333:stack/TapStack-${suffix}/5f3c1d70-0000-11f0-8000-000000000001`,
    portal: 'tap',
    status: 'available',
    stackStatus: 'CREATE_COMPLETE',
    size: 'small',
    sizeAtCreation: 'small',
    retention: 'destroy',
    owner: 'group:default/payments',
    requestedBy: 'user:default/jo',
    engineVersion: '17.9',
    backupRetentionDays: 7,
    createdAt: '2026-11-01T10:00:00.000Z',
    terminationProtection: false,
    outputs: {
      DatabaseEndpoint: 'orders.example.eu-central-1.rds.amazonaws.com',
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
    },
    ...facts,
  };
}
