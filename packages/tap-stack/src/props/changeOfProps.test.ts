import { changedProperties } from '@tap/aws-facts';
import type { StackProps } from 'aws-cdk-lib';
import {
  EXISTING_NETWORK,
  SIZE_NAMES,
  templateOf,
} from '../__testUtils__/shapes';
import { SIZES, SizeSpec } from './sizes';
import type { TapStackProps } from './TapStackProps';

type OwnProps = Omit<TapStackProps, keyof StackProps>;

/** What happens to an existing stack if a property changes. A new property needs a decision here. */
type Decision =
  /** Nothing is replaced, and AWS supports the change. */
  | { changesTo: Partial<TapStackProps> }
  /** Resources are replaced, or AWS rejects the change: docs/STACK.md says who keeps the value. */
  | { mustNotChangeTo: Partial<TapStackProps> }
  /** Only for CDK apps. */
  | { cdkOnly: string };

const DECISIONS: Record<keyof OwnProps, Decision> = {
  environmentSuffix: { mustNotChangeTo: { environmentSuffix: 'renamed' } },
  availabilityZones: {
    mustNotChangeTo: {
      availabilityZones: ['us-east-1b', 'us-east-1a', 'us-east-1c'],
    },
  },
  bastionImageId: {
    mustNotChangeTo: { bastionImageId: 'ami-0fffffffffffffff0' },
  },
  extendedSupport: { mustNotChangeTo: { extendedSupport: true } },
  network: { mustNotChangeTo: { network: EXISTING_NETWORK } },
  egress: { mustNotChangeTo: { egress: 'public-ip' } },
  rolePath: { mustNotChangeTo: { rolePath: '/moved/' } },
  vpcCidr: { mustNotChangeTo: { vpcCidr: '10.77.0.0/16' } },
  size: { changesTo: { size: { ...SIZES.medium, storageGiB: 400 } } },
  reachableFrom: { changesTo: { reachableFrom: ['10.40.0.0/16'] } },
  retention: { changesTo: { retention: 'retain' } },
  engineVersion: { changesTo: { engineVersion: '17.9' } },
  replicaEngineVersion: { changesTo: { replicaEngineVersion: '17.9' } },
  replicaInstanceClass: { changesTo: { replicaInstanceClass: 'db.r7g.large' } },
  backupRetentionDays: { changesTo: { backupRetentionDays: 21 } },
  // With the standby that is the reason for it: see TapStackProps.
  databaseZonePinned: {
    changesTo: { databaseZonePinned: false, size: 'medium' },
  },
  permissionsBoundaryArn: {
    changesTo: {
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
    },
  },
  alarmTopic: { changesTo: { alarmTopic: true } },
  alarmTopicArn: {
    changesTo: {
      alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:on-call',
      retention: 'snapshot',
    },
  },
  extensions: { changesTo: { extensions: ['pg_trgm'] } },
  databaseParameters: {
    changesTo: { databaseParameters: { statement_timeout: '60000' } },
  },
  actualStorageGiB: { changesTo: { actualStorageGiB: 400 } },
  windows: {
    changesTo: {
      windows: { backup: '10:00-12:00', maintenance: 'mon:13:00-mon:15:00' },
    },
  },
  s3PrefixListId: { changesTo: { s3PrefixListId: 'pl-63a5400a' } },
  deletionProtection: { changesTo: { deletionProtection: true } },
  isSettled: { changesTo: { isSettled: false, retention: 'snapshot' } },
  pinFromContext: { cdkOnly: 'The CDK keeps the values in cdk.context.json' },
};

const SIZE_CHANGES: { [Field in keyof SizeSpec]: SizeSpec[Field] } = {
  instanceClass: 'db.m8g.large',
  memoryMiB: 16_384,
  vcpus: 8,
  storageGiB: 900,
  maxStorageGiB: 5000,
  multiAz: true,
  readReplicas: 2,
  natGateways: 2,
  iamAuthentication: true,
};

const BASE = { engineVersion: '17.5' };

function decided(kind: 'changesTo' | 'mustNotChangeTo') {
  return Object.entries(DECISIONS).flatMap(([name, decision]) =>
    kind in decision
      ? [[name, (decision as Record<typeof kind, object>)[kind]] as const]
      : [],
  );
}

/** What CloudFormation would replace or AWS would reject. */
function harm(
  before: Partial<TapStackProps>,
  after: Partial<TapStackProps>,
): string[] {
  return changedProperties(templateOf(before), templateOf(after))
    .filter(({ requirement }) =>
      ['replacement', 'unsupported', undefined].includes(requirement),
    )
    .map(({ logicalId, property }) => `${logicalId}.${property}`);
}

it.each(decided('changesTo'))(
  'a change of %s replaces nothing in any size',
  (_, change) => {
    for (const size of SIZE_NAMES) {
      const before = { ...BASE, size };
      expect(harm(before, { ...before, ...change })).toEqual([]);
    }
  },
);

it.each(decided('mustNotChangeTo'))(
  'a change of %s replaces resources or is rejected',
  (_, change) => {
    expect(harm(BASE, { ...BASE, ...change })).not.toEqual([]);
  },
);

it.each(Object.entries(SIZE_CHANGES))(
  'a change of the field %s of a size replaces nothing',
  (field, value) => {
    for (const size of Object.values(SIZES)) {
      const after = {
        ...size,
        [field]: value,
        // Storage above the limit of autoscaling would be invalid.
        ...(field === 'storageGiB' && { maxStorageGiB: 5000 }),
      };
      expect(
        harm(
          { ...BASE, size },
          { ...BASE, size: after, databaseZonePinned: !after.multiAz },
        ),
      ).toEqual([]);
    }
  },
);
