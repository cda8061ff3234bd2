import { Entity } from '@backstage/catalog-model';
import {
  Environment,
  EnvironmentOptions,
  environmentEntities,
  ResourceProgress,
  SizeOption,
} from '@tap/plugin-tap-common';

/** An environment that is up, on the sandbox. */
export function sampleEnvironment(
  changes: Partial<Environment> = {},
): Environment {
  return {
    suffix: 'orders-dev',
    target: 'sandbox',
    isDefaultTarget: true,
    accountId: '000000000000',
    region: 'us-east-1',
    stackName: 'TapStack-orders-dev',
    stackId:
      'arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-orders-dev/1',
    portal: 'tap',
    status: 'available',
    stackStatus: 'CREATE_COMPLETE',
    size: 'small',
    sizeAtCreation: 'small',
    retention: 'destroy',
    owner: 'group:default/payments',
    requestedBy: 'user:default/guest',
    engineVersion: '17.9',
    backupRetentionDays: 1,
    createdAt: '2026-11-01T12:00:00Z',
    terminationProtection: false,
    awsEndpoint: 'http://127.0.0.1:4577',
    outputs: {
      DatabaseEndpoint: '127.0.0.1',
      DatabasePort: '40123',
      DatabaseName: 'app',
      DatabaseSecretArn:
        'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-1',
      BastionInstanceId: 'i-0123456789abcdef0',
      KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/1',
      BucketName: 'tapstack-orders-dev-bucket',
      VpcId: 'vpc-1',
      ApplicationSecurityGroupId: 'sg-1',
      EngineVersion: '17.9',
      Region: 'us-east-1',
    },
    ...changes,
  };
}

/** The catalog's System of an environment. */
export function sampleSystem(environment = sampleEnvironment()): Entity {
  return environmentEntities(environment)[0];
}

/** One size on offer. */
export function sampleSize(changes: Partial<SizeOption> = {}): SizeOption {
  return {
    name: 'small',
    instanceClass: 'db.t4g.medium',
    vcpus: 2,
    memoryGiB: 4,
    storageGiB: 50,
    multiAz: false,
    readReplicas: 1,
    price: {
      currency: 'USD',
      monthlyUsd: 151.5,
      items: [
        {
          item: 'Database instance db.t4g.medium',
          quantity: '2 × 730 h',
          monthlyUsd: 94.9,
        },
      ],
      source: 'AWS Price List, 2026-11-01',
    },
    ...changes,
  };
}

/** What a portal with the sandbox alone offers. */
export function sampleOptions(
  changes: Partial<EnvironmentOptions> = {},
): EnvironmentOptions {
  return {
    targets: [
      {
        name: 'sandbox',
        isDefault: true,
        accountId: '000000000000',
        region: 'us-east-1',
        sizes: [
          sampleSize({
            name: 'micro',
            instanceClass: 'db.t4g.micro',
            readReplicas: 0,
            price: undefined,
          }),
          sampleSize(),
        ],
        retentions: ['destroy', 'snapshot', 'retain'],
      },
    ],
    engineVersions: ['15', '16', '17', '18'],
    defaultEngineVersion: '17',
    requester: 'user:default/guest',
    ownershipRefs: ['user:default/guest', 'group:default/payments'],
    ...changes,
  };
}

/** One stack event. */
export function sampleEvent(
  logicalId: string,
  status: string,
  changes: Partial<ResourceProgress> = {},
): ResourceProgress {
  return {
    type: 'resource',
    eventId: `${logicalId}-${status}`,
    logicalId,
    resourceType: 'AWS::RDS::DBInstance',
    status,
    timestamp: '2026-11-01T12:01:00Z',
    elapsedSeconds: 65,
    done: 1,
    total: 4,
    ...changes,
  };
}
