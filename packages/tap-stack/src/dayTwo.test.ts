import { changedProperties } from '@tap/aws-facts';
import { SIZES, storageGiB } from '.';
import {
  Json,
  SIZE_NAMES,
  Template,
  TemplateResource,
  templateOf,
} from './__testUtils__/shapes';

const PAIRS = SIZE_NAMES.flatMap(from =>
  SIZE_NAMES.filter(to => to !== from).map(to => ({ from, to })),
);

/** The templates before and after, as a portal creates them. */
function resize(from: (typeof SIZE_NAMES)[number], to: typeof from) {
  const everMultiAz = SIZES[from].multiAz || SIZES[to].multiAz;
  return {
    before: templateOf({ size: from }),
    after: templateOf({
      size: to,
      actualStorageGiB: SIZES[from].storageGiB,
      databaseZonePinned: !everMultiAz,
    }),
  };
}

function replacedIn(before: Template, after: Template): string[] {
  return changedProperties(before, after)
    .filter(({ requirement }) =>
      ['replacement', 'unsupported', undefined].includes(requirement),
    )
    .map(({ logicalId, property }) => `${logicalId}.${property}`);
}

function shared(
  before: Template,
  after: Template,
): Array<[string, TemplateResource, TemplateResource]> {
  return Object.entries(before.Resources)
    .filter(([id]) => after.Resources[id])
    .map(([id, old]) => [id, old, after.Resources[id]]);
}

describe.each(PAIRS)('resize from $from to $to', ({ from, to }) => {
  const { before, after } = resize(from, to);
  const database = (template: Template): Json =>
    template.Resources.DatabaseInstance.Properties;

  it('replaces no resource and changes no type', () => {
    expect(replacedIn(before, after)).toEqual([]);
    for (const [, old, now] of shared(before, after)) {
      expect(now.Type).toBe(old.Type);
    }
  });

  it('removes no database, key, bucket, secret or subnet', () => {
    const removed = Object.entries(before.Resources)
      .filter(([id]) => !after.Resources[id])
      .map(([, { Type }]) => Type);

    expect(
      removed.filter(
        type =>
          ![
            'AWS::CloudWatch::Alarm',
            'AWS::EC2::EIP',
            'AWS::EC2::NatGateway',
            'AWS::Logs::LogGroup',
            'AWS::RDS::DBInstance',
          ].includes(type),
      ),
    ).toEqual([]);
    expect(after.Resources).toHaveProperty('DatabaseInstance');
  });

  it('does not change key, bucket, secret and network', () => {
    const lasting = shared(before, after).filter(([id]) =>
      /^(Key|Bucket|AccessLogs|Secret|Vpc|Public|Private|Isolated|Internet|SecurityGroup|ParameterGroup)/.test(
        id,
      ),
    );

    expect(lasting.length).toBeGreaterThan(30);
    expect(lasting.map(([id, , now]) => [id, now])).toEqual(
      lasting.map(([id, old]) => [id, old]),
    );
  });

  it('never reduces storage and increases it by at least 10 %', () => {
    const old = Number(database(before).AllocatedStorage);
    const now = Number(database(after).AllocatedStorage);

    expect(now === old || now >= old * 1.1).toBe(true);
    expect(now).toBe(storageGiB(SIZES[to], old));
    expect(database(after).MaxAllocatedStorage).toBeGreaterThan(now);
  });

  it('removes the zone of the database only for a standby and never sets it again', () => {
    const old = database(before).AvailabilityZone;
    const now = database(after).AvailabilityZone;

    expect([old, undefined]).toContainEqual(now);
    expect(old !== undefined && now === undefined).toBe(
      !SIZES[from].multiAz && SIZES[to].multiAz,
    );
  });

  it('does not move the remaining replicas', () => {
    const replicas = shared(before, after).filter(([id]) =>
      /^ReadReplica\dInstance$/.test(id),
    );

    expect(replicas).toHaveLength(
      Math.min(SIZES[from].readReplicas, SIZES[to].readReplicas),
    );
    for (const [, old, now] of replicas) {
      expect(now.Properties.AvailabilityZone).toBe(
        old.Properties.AvailabilityZone,
      );
    }
  });
});

describe.each(SIZE_NAMES)('other updates of %s', size => {
  const before = templateOf({ size, engineVersion: '17.5' });

  it('a minor upgrade replaces nothing and changes only the version', () => {
    const after = templateOf({ size, engineVersion: '17.6' });
    const changed = shared(before, after)
      .filter(([, old, now]) => JSON.stringify(old) !== JSON.stringify(now))
      .map(([id]) => id);

    expect(replacedIn(before, after)).toEqual([]);
    expect(changed.every(id => /Instance$/.test(id))).toBe(true);
  });

  it.each(['destroy', 'snapshot', 'retain'] as const)(
    'a change of retention to %s replaces nothing',
    retention => {
      expect(
        replacedIn(
          before,
          templateOf({ size, engineVersion: '17.5', retention }),
        ),
      ).toEqual([]);
    },
  );

  it('deletion protection changes only the database', () => {
    const after = templateOf({
      size,
      engineVersion: '17.5',
      deletionProtection: true,
    });

    expect(
      shared(before, after)
        .filter(([, old, now]) => JSON.stringify(old) !== JSON.stringify(now))
        .map(([id]) => id),
    ).toEqual(['DatabaseInstance']);
  });
});
