import { ResourceChange, Stack } from '@aws-sdk/client-cloudformation';
import { replacingProperties } from '@tap/aws-facts';
import { Sandbox } from '@tap/sandbox';
import { SizeName, SIZES, synthesizeTemplate, TapStackProps } from '..';
import {
  changesInSandbox,
  deployToSandbox,
  failuresOf,
  physicalIdsOf,
  SANDBOX_PINS,
  updateInSandbox,
} from '../__testUtils__/deployToSandbox';
import { SIZE_NAMES } from '../__testUtils__/shapes';

jest.setTimeout(300_000);

const FROM_VERSION = '17.5';
const TO_VERSION = '17.6';

/** Resources that a resize may delete. */
const MAY_GO = [
  'AWS::CloudWatch::Alarm',
  'AWS::EC2::EIP',
  'AWS::EC2::NatGateway',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBInstance',
];

/** The size that can grow and shrink, with a replica; all of them in `./tap verify`, because each needs real databases. */
const SIZES_BEFORE = process.env.TAP_VERIFY ? SIZE_NAMES : (['small'] as const);

describe.each(SIZES_BEFORE)('updates of %s, planned in the sandbox', from => {
  let sandbox: Sandbox;
  let stack: Stack;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 3_000 });
    stack = await deployToSandbox(sandbox, propsOf(from));
  });
  afterAll(() => sandbox.close());

  const changesBy = (props: Partial<TapStackProps>) =>
    changesInSandbox(sandbox, stack.StackId!, templateBodyOf(from, props));
  const templates = (props: Partial<TapStackProps>): [string, string] => [
    templateBodyOf(from, {}),
    templateBodyOf(from, props),
  ];

  it.each(SIZE_NAMES.filter(to => to !== from))(
    'a change set to %s replaces nothing and reduces no storage',
    async to => {
      const changes = await changesBy(resized(from, to));

      expect(named(changes)).toContain('DatabaseInstance');
      expect(replaced(changes, templates(resized(from, to)))).toEqual([]);
      expect(
        changes
          .filter(({ Action }) => Action === 'Remove')
          .filter(({ ResourceType }) => !MAY_GO.includes(ResourceType!)),
      ).toEqual([]);
      expect(removed(changes).filter(id => id === 'DatabaseInstance')).toEqual(
        [],
      );
      expect(
        named(changes).filter(id =>
          /^(Key|Bucket|AccessLogs|Secret|Vpc|\w+Subnet[ABC])$/.test(id),
        ),
      ).toEqual([]);
      for (const [before, after] of storageOf(changes)) {
        expect(after).toBeGreaterThanOrEqual(before);
      }
    },
  );

  it('change sets of a minor upgrade change the replicas first, then the primary', async () => {
    const replicas = Array.from(
      { length: SIZES[from].readReplicas },
      (_, index) => `ReadReplica${index + 1}Instance`,
    );
    const first =
      replicas.length > 0
        ? await changesBy({ replicaEngineVersion: TO_VERSION })
        : [];
    const both = await changesBy({ engineVersion: TO_VERSION });

    expect(named(first).sort()).toEqual(replicas);
    expect(named(both).sort()).toEqual([
      // Its script contains the address of the database.
      'AccessRoles',
      'DatabaseInstance',
      ...replicas,
    ]);
    expect(
      replaced([...first, ...both], templates({ engineVersion: TO_VERSION })),
    ).toEqual([]);
  });
});

describe('updates in the sandbox with the stack policy', () => {
  let sandbox: Sandbox;
  let stackId: string;
  let before: Record<string, string>;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 3_000 });
    const stack = await deployToSandbox(sandbox, propsOf('small'));
    stackId = stack.StackId!;
    before = lasting(await physicalIdsOf(sandbox, stackId));
  });
  afterAll(() => sandbox.close());

  const update = (size: SizeName, props: Partial<TapStackProps>) =>
    updateInSandbox(sandbox, stackId, templateBodyOf(size, props));
  /** Fails if a resource with data or one of its dependencies was replaced. */
  const expectTheSame = async () =>
    expect(lasting(await physicalIdsOf(sandbox, stackId))).toEqual(before);

  it('starts with all resources that must be kept', () => {
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining([
        'DatabaseInstance',
        'Key',
        'Bucket',
        'AccessLogs',
        'Secret',
        'IsolatedSubnetA',
        'SecurityGroupDatabase',
      ]),
    );
  });

  it('a minor upgrade fails with the primary first and succeeds with the replicas first', async () => {
    const wrong = await update('small', {
      engineVersion: TO_VERSION,
      replicaEngineVersion: FROM_VERSION,
    });
    expect(wrong.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await failuresOf(sandbox, stackId)).join()).toMatch(
      /DatabaseInstance: .*replica/i,
    );

    const first = await update('small', { replicaEngineVersion: TO_VERSION });
    const second = await update('small', { engineVersion: TO_VERSION });
    expect([first.StackStatus, second.StackStatus]).toEqual([
      'UPDATE_COMPLETE',
      'UPDATE_COMPLETE',
    ]);
    await expectTheSame();
  });

  it('a change of retention and protection replaces nothing', async () => {
    for (const props of [
      { retention: 'snapshot' },
      { retention: 'retain', deletionProtection: true },
      { retention: 'destroy' },
    ] as const) {
      const stack = await update('small', {
        ...props,
        engineVersion: TO_VERSION,
      });
      expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
      await expectTheSame();
    }
  });

  it.each([
    ['small', 'large'],
    ['large', 'micro'],
  ] as const)(
    'a resize from %s to %s keeps resources with data and their storage',
    async (from, to) => {
      const { StackStatus } = await update(to, {
        ...resized(from, to),
        actualStorageGiB: SIZES[from].storageGiB,
        databaseZonePinned: false,
        engineVersion: TO_VERSION,
      });

      expect(StackStatus).toBe('UPDATE_COMPLETE');
      await expectTheSame();
    },
  );

  it('a removed zone cannot be set again', async () => {
    const { StackStatus } = await update('micro', {
      actualStorageGiB: SIZES.large.storageGiB,
      databaseZonePinned: true,
      engineVersion: TO_VERSION,
    });

    expect(StackStatus).toMatch(/^UPDATE_ROLLBACK_/);
    expect((await failuresOf(sandbox, stackId)).join()).toMatch(
      /DatabaseInstance: Action denied by stack policy: .* does not allow \[Update:Replace, Update:Delete\]/,
    );
    await expectTheSame();
  });
});

function propsOf(
  size: SizeName,
  props: Partial<TapStackProps> = {},
): TapStackProps {
  return {
    ...SANDBOX_PINS,
    environmentSuffix: 'day-two',
    size,
    engineVersion: FROM_VERSION,
    ...props,
  };
}

function templateBodyOf(size: SizeName, props: Partial<TapStackProps>): string {
  return synthesizeTemplate(propsOf(size, props)).templateBody;
}

/**
 * As a portal resizes: with the actual storage, and whether the zone was ever
 * removed.
 */
function resized(from: SizeName, to: SizeName): Partial<TapStackProps> {
  return {
    size: to,
    actualStorageGiB: SIZES[from].storageGiB,
    databaseZonePinned: !SIZES[from].multiAz && !SIZES[to].multiAz,
  };
}

function named(changes: ResourceChange[]): string[] {
  return changes.map(({ LogicalResourceId }) => LogicalResourceId!);
}

function removed(changes: ResourceChange[]): string[] {
  return named(changes.filter(({ Action }) => Action === 'Remove'));
}

/** Replaced always, or under a condition that the change fulfils. */
function replaced(
  changes: ResourceChange[],
  [before, after]: [string, string],
): string[] {
  const propertiesIn = (templateBody: string, logicalId: string) =>
    JSON.parse(templateBody).Resources[logicalId].Properties;
  return named(
    changes.filter(
      ({ Action, LogicalResourceId: id, Replacement, ResourceType }) =>
        Action === 'Modify' &&
        (Replacement === 'Conditional'
          ? replacingProperties(
              ResourceType!,
              propertiesIn(before, id!),
              propertiesIn(after, id!),
            )!.length > 0
          : Replacement !== 'False'),
    ),
  );
}

/** AllocatedStorage before and after, of every database that changes it. */
function storageOf(changes: ResourceChange[]): Array<[number, number]> {
  return changes
    .flatMap(({ Details = [] }) => Details)
    .filter(({ Target }) => Target?.Name === 'AllocatedStorage')
    .map(({ Target }) => [
      Number(Target!.BeforeValue),
      Number(Target!.AfterValue),
    ]);
}

/** Physical IDs of resources with data and their dependencies. */
function lasting(ids: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ids).filter(([id]) =>
      /^(DatabaseInstance|DatabaseSubnetGroup|Key|Bucket|AccessLogs|Secret|Vpc|ParameterGroup|SecurityGroup\w+|\w+Subnet[ABC])$/.test(
        id,
      ),
    ),
  );
}
