import { Entity } from '@backstage/catalog-model';
import {
  Environment,
  EnvironmentOptions,
  environmentEntities,
  OperationRecord,
  ResourceProgress,
  SizeOption,
} from '@tap/plugin-tap-common';
import { sampleEnvironment as sampleOnAws } from '@tap/plugin-tap-common/testUtils';

/** An environment that is up, on the sandbox. */
export function sampleEnvironment(
  changes: Partial<Environment> = {},
): Environment {
  const onSandbox = sampleOnAws({
    suffix: 'orders-dev',
    target: 'sandbox',
    accountId: '000000000000',
    region: 'us-east-1',
    awsEndpoint: 'http://127.0.0.1:4577',
    ...changes,
  });
  return {
    ...onSandbox,
    outputs: {
      ...onSandbox.outputs!,
      DatabaseEndpoint: '127.0.0.1',
      DatabasePort: '40123',
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
    iamAuthentication: false,
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
    prices: [
      { egress: 'nat-gateway', readReplicas: 1, monthlyUsd: 151.5 },
      { egress: 'nat-gateway', readReplicas: 0, monthlyUsd: 98.3 },
    ],
    backupRetentionDays: { destroy: 1, snapshot: 7, retain: 7 },
    ...changes,
  };
}

/** What a portal with the sandbox alone offers. */
export function sampleOptions(
  changes: Partial<EnvironmentOptions> = {},
): EnvironmentOptions {
  return {
    portal: 'tap',
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
            prices: [],
          }),
          sampleSize(),
        ],
        defaultSize: 'small',
        retentions: ['destroy', 'snapshot', 'retain'],
        reachableFrom: ['10.40.0.0/16'],
      },
    ],
    engineVersions: [
      { version: '16', standardSupportEnd: '2029-02-28' },
      { version: '17', standardSupportEnd: '2030-02-28' },
    ],
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

/** One operation of the history: by default, the successful creation of {@link sampleEnvironment}. */
export function sampleOperation(
  changes: Partial<OperationRecord> = {},
): OperationRecord {
  const environment = changes.environment ?? sampleEnvironment();
  const { stackId, suffix, target } = environment;
  return {
    id: 'token-1',
    target,
    suffix,
    stackId,
    operation: 'create',
    initiator: 'user:default/olga',
    taskId: 'task-1',
    plan: ['Size: small'],
    startedAt: '2026-11-01T10:00:00.000Z',
    endedAt: '2026-11-01T10:12:30.000Z',
    outcome: 'succeeded',
    environment,
    removed: [],
    kept: [],
    ...changes,
  };
}
