import { changedProperties } from '@tap/aws-facts';
import { EnvironmentMetadata } from '@tap/plugin-tap-common';
import * as stackModule from '@tap/stack/module';
import { testTarget } from '../__testUtils__/testTarget';
import { Target } from '../config';
import { parseTemplate } from '../stack';
import { StackFacts, StackInput, StackTemplate } from '../stackModule';
import { completeRequest } from './completeRequest';
import { newMetadata } from './newMetadata';
import { stackInput } from './stackInput';

jest.setTimeout(120_000);

const REF = { suffix: 'orders', target: 'main' };

const PLAIN = testTarget({
  name: REF.target,
  permissionsBoundaryArn: 'arn:aws:iam::000000000000:policy/one',
});
const NETWORK = {
  vpcId: 'vpc-0123456789abcdef0',
  availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  isolatedSubnetIds: ['a', 'b', 'c'].map(
    end => `subnet-0123456789abcde0${end}`,
  ),
  privateSubnetIds: ['subnet-0123456789abcde1a'],
};
/** Targets that environments were created on. */
const TARGETS: Record<string, Target> = {
  'an own network': PLAIN,
  'an existing network': { ...PLAIN, network: NETWORK },
  'options of their own': {
    ...PLAIN,
    egress: 'public-ip',
    rolePath: '/apps/',
    vpcCidr: '10.9.0.0/16',
  },
};

type RequestedChange = Partial<Omit<EnvironmentMetadata, 'pins'>> & {
  pins?: Partial<EnvironmentMetadata['pins']>;
};

/** What becomes of an input when the environment exists. A new member of StackInput needs a decision here. */
type Decision =
  /** Never changes, for this reason. */
  | { fixed: string }
  /** Kept as it was, whatever becomes of the target. */
  | { pinned: Partial<Target> }
  /** Reaches the environment with its next update: must not replace anything. */
  | { live: Partial<Target> }
  /** Changed by a request for the environment: must not replace anything either. */
  | { requested: RequestedChange }
  /** Differs between the steps of an update. */
  | { step: Partial<Parameters<typeof stackInput>[3]> };

const DECISIONS: Record<keyof StackInput, Decision> = {
  accountId: { fixed: 'The stack is in this account' },
  region: { fixed: 'The stack is in this region' },
  suffix: { fixed: "The stack's name" },
  stackName: { fixed: "The stack's name" },
  availabilityZones: { fixed: 'In the metadata from the start' },
  imageId: { fixed: 'In the metadata from the start' },
  databaseZonePinned: {
    requested: { pins: { databaseZonePinned: false }, size: 'medium' },
  },
  actualStorageGiB: {
    requested: { pins: { actualStorageGiB: 400 } },
  },
  retention: { requested: { retention: 'retain' } },
  engineVersion: { requested: { engineVersion: '17.6' } },
  extensions: { requested: { extensions: 'pg_trgm, citext' } },
  backupRetentionDays: { requested: { backupRetentionDays: 21 } },
  replicaEngineVersion: { step: { replicaEngineVersion: '17.6' } },
  replicaInstanceClass: { step: { replicaInstanceClass: 'db.r7g.large' } },
  isSettled: { step: { isComplete: false } },
  extendedSupport: { pinned: { extendedSupport: true } },
  egress: { pinned: { egress: 'nat-gateway' } },
  network: {
    pinned: {
      network: {
        ...NETWORK,
        vpcId: 'vpc-0ffffffffffffffff',
        privateSubnetIds: ['subnet-0ffffffffffffffff'],
      },
      // The network has its own.
      egress: undefined,
    },
  },
  rolePath: { pinned: { rolePath: '/moved/' } },
  vpcCidr: { pinned: { vpcCidr: '10.77.0.0/16' } },
  alarmTopic: { live: { alarmTopic: true } },
  alarmTopicArn: {
    live: { alarmTopicArn: 'arn:aws:sns:us-east-1:000000000000:on-call' },
  },
  databaseParameters: {
    live: { databaseParameters: { statement_timeout: '60000' } },
  },
  permissionsBoundaryArn: {
    live: { permissionsBoundaryArn: 'arn:aws:iam::000000000000:policy/two' },
  },
  windows: {
    live: {
      windows: { backup: '10:00-12:00', maintenance: 'mon:13:00-mon:15:00' },
    },
  },
  reachableFrom: { live: { reachableFrom: ['10.40.0.0/16'] } },
  s3PrefixListId: { live: { s3PrefixListId: 'pl-63a5400a' } },
  size: {
    live: {
      sizeSpecs: Object.fromEntries(
        Object.entries(PLAIN.sizeSpecs).map(([name, size]) => [
          name,
          { ...size, storageGiB: 300, maxStorageGiB: 900, natGateways: 2 },
        ]),
      ),
    },
  },
};

type Key = keyof StackInput;
const decided = <K extends string>(kind: K) =>
  Object.entries(DECISIONS).flatMap(([key, decision]) =>
    kind in decision ? [[key as Key, Object(decision)[kind]] as const] : [],
  );

/** What keeps each option of a target from being an input of the stack. A new member of Target needs a decision, too. */
const NO_INPUTS: Record<Exclude<keyof Target, keyof StackInput>, string> = {
  name: 'Name in app-config',
  isDefault: 'Choice of new environments',
  endpoint: 'How AWS is called',
  serviceEndpoints: 'How AWS is called',
  cidrPool: 'Choice of new environments',
  sizes: 'Choice of new environments',
  defaultSize: 'Choice of new environments',
  retentions: 'Choice of new environments',
  sizeSpecs: 'Read through size',
  runningHours: 'When the portal stops and starts databases',
  tags: 'Stack tags are set at creation only',
  serviceRoleArn: 'A parameter of the calls',
  stackProofs: 'In the metadata',
  requireStackProof: 'Read from the metadata',
  callsPerSecond: 'How AWS is called',
};

function createdOn(target: Target, size = 'small'): EnvironmentMetadata {
  const request = completeRequest({ ...REF, size }, target, undefined);
  return {
    ...newMetadata(request, {
      target,
      owner: 'user:default/jo',
      now: new Date('2026-11-01T00:00:00Z'),
      pins: {
        availabilityZones: NETWORK.availabilityZones,
        bastionImageId: 'ami-0123456789abcdef0',
      },
      stackModule,
    }),
    engineVersion: '17.5',
  };
}

/** As an earlier release created it, without options in the metadata. */
function ofEarlierRelease(metadata: EnvironmentMetadata): EnvironmentMetadata {
  const { options: _, ...pins } = metadata.pins;
  return { ...metadata, pins };
}

function inputOf(
  metadata: EnvironmentMetadata,
  target: Target,
  more: Partial<Parameters<typeof stackInput>[3]> = {},
): StackInput {
  return stackInput(REF, metadata, target, { isComplete: true, ...more });
}

const templates = new Map<string, StackTemplate>();

/** Synthesized once for each input. */
function templateOf(input: StackInput): StackTemplate {
  const key = JSON.stringify(input);
  const known = templates.get(key);
  if (known) {
    return known;
  }
  const { synthesize } = jest.requireActual(stackModule.synthesizer);
  const template = parseTemplate(synthesize(input).templateBody);
  templates.set(key, template);
  return template;
}

/** What CloudFormation would replace or AWS would reject. */
function harm(before: StackInput, after: StackInput): string[] {
  return changedProperties(templateOf(before), templateOf(after))
    .filter(({ requirement }) =>
      ['replacement', 'unsupported', undefined].includes(requirement),
    )
    .map(({ logicalId, property }) => `${logicalId}.${property}`);
}

describe.each(Object.entries(TARGETS))(
  'an environment that was created with %s',
  (_, target) => {
    const metadata = createdOn(target);
    const facts: StackFacts = stackModule.describe(
      templateOf(inputOf(metadata, target)),
    )!;

    it.each(decided('pinned'))('keeps its %s', (key, change) => {
      const edited = { ...target, ...(change as Partial<Target>) };
      const before = inputOf(metadata, target);
      expect(inputOf(metadata, edited)).toEqual(before);

      const old = inputOf(ofEarlierRelease(metadata), edited, {
        deployed: facts,
      });
      expect(templateOf(old)).toEqual(templateOf(before));
      // New environments have the option of the target.
      expect(inputOf(createdOn(edited), edited)[key]).not.toEqual(before[key]);
    });

    it.each(decided('live'))(
      'is not replaced by another %s of the target',
      (key, change) => {
        for (const size of Object.keys(stackModule.sizes)) {
          const before = inputOf({ ...metadata, size }, target);
          const after = inputOf(
            { ...metadata, size },
            { ...target, ...(change as Partial<Target>) },
          );
          expect(after[key]).not.toEqual(before[key]);
          expect(harm(before, after)).toEqual([]);
        }
      },
    );

    it.each(decided('requested'))(
      'is not replaced by another %s',
      (key, change) => {
        const before = inputOf(metadata, target);
        const { pins, ...settings } = change as RequestedChange;
        const after = inputOf(
          {
            ...metadata,
            ...settings,
            pins: { ...metadata.pins, ...pins },
          },
          target,
        );
        expect(after[key]).not.toEqual(before[key]);
        expect(harm(before, after)).toEqual([]);
      },
    );

    it.each(decided('step'))('is not replaced by another %s', (key, change) => {
      const before = inputOf(metadata, target);
      const after = inputOf(metadata, target, change);
      expect(after[key]).not.toEqual(before[key]);
      expect(harm(before, after)).toEqual([]);
    });
  },
);

it('would be replaced, or rejected by RDS, without the pins', () => {
  for (const [, change] of decided('pinned')) {
    const target = TARGETS['options of their own'];
    const edited = { ...target, ...(change as Partial<Target>) };
    const unpinned = ofEarlierRelease(createdOn(target));
    expect(
      harm(inputOf(unpinned, target), inputOf(unpinned, edited)),
    ).not.toEqual([]);
  }
});

it('reads no member of the target without a decision', () => {
  const read = new Set<string>();
  const target = new Proxy(PLAIN, {
    get: (object, key, receiver) => {
      read.add(String(key));
      return Reflect.get(object, key, receiver);
    },
  });
  inputOf(ofEarlierRelease(createdOn(PLAIN)), target);
  const decisions = Object.values(DECISIONS).flatMap(decision => [
    ...Object.keys('live' in decision ? decision.live : {}),
    ...Object.keys('pinned' in decision ? decision.pinned : {}),
  ]);
  expect([...read].sort()).toEqual(
    [...new Set([...decisions, 'accountId', 'region'])].sort(),
  );
  expect(
    Object.keys(NO_INPUTS).filter(
      key => read.has(key) && !decisions.includes(key),
    ),
  ).toEqual([]);
});

describe('security groups of reachableFrom', () => {
  const reachableFrom = ['10.40.0.0/16', 'sg-0123456789abcdef0'];
  const target = { ...PLAIN, network: NETWORK, reachableFrom };

  it('reach environments in the network of the target', () => {
    const { reachableFrom: admitted } = inputOf(createdOn(target), target);
    expect(admitted).toEqual(reachableFrom);
  });

  it.each([
    ['another network', { ...NETWORK, vpcId: 'vpc-0ffffffffffffffff' }],
    ['their own network', undefined],
  ])(
    'do not reach environments in %s, where they do not exist',
    (_, network) => {
      const before = createdOn({ ...PLAIN, network });
      expect(inputOf(before, target).reachableFrom).toEqual(['10.40.0.0/16']);
    },
  );
});
