import { PlannedChange } from '@tap/plugin-tap-common';
import { announceReboots, RebootFacts } from './announceReboots';

function change(
  logicalId: string,
  more: Partial<PlannedChange> = {},
): PlannedChange {
  return {
    action: 'modify',
    logicalId,
    resourceType: 'AWS::RDS::DBInstance',
    causes: ['Tags'],
    effect: 'none',
    ...more,
  };
}

function template(parameters: Record<string, string>) {
  return {
    Resources: {
      Group: {
        Type: 'AWS::RDS::DBParameterGroup',
        Properties: { Family: 'postgres17', Parameters: parameters },
      },
      Primary: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBParameterGroupName: { Ref: 'Group' } },
      },
      Replica: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { SourceDBInstanceIdentifier: { Ref: 'Primary' } },
      },
      Other: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBParameterGroupName: 'default.postgres17' },
      },
    },
  };
}

const UNCHANGED: RebootFacts = {
  before: template({ max_connections: '100', work_mem: '4096' }),
  after: template({ max_connections: '100', work_mem: '4096' }),
  pendingReboot: [],
};

/** With these parameters in the new template. */
function changed(parameters: Record<string, string>): RebootFacts {
  return { ...UNCHANGED, after: template(parameters) };
}

it('announces the reboot that parameters are already waiting for', () => {
  const { changes, warnings } = announceReboots(
    [change('Alarm'), change('Primary'), change('Replica')],
    { ...UNCHANGED, pendingReboot: ['Replica'] },
  );
  expect(changes).toEqual([
    change('Replica', {
      effect: 'restart',
      outage: 'restart',
      detail:
        'Parameters are waiting for a reboot, and any change of the database causes it',
    }),
    change('Alarm'),
    change('Primary'),
  ]);
  expect(warnings).toEqual([]);
});

it('announces the reboot that static parameters of the same update cause, of replicas too', () => {
  const { changes } = announceReboots(
    [change('Other'), change('Primary'), change('Replica')],
    changed({ max_connections: '200', work_mem: '4096' }),
  );
  expect(
    changes.map(({ logicalId, effect, detail }) => [logicalId, effect, detail]),
  ).toEqual([
    ['Primary', 'restart', 'The change of max_connections requires a reboot'],
    ['Replica', 'restart', 'The change of max_connections requires a reboot'],
    ['Other', 'none', undefined],
  ]);
});

it('warns if static parameters change and their database does not', () => {
  const { changes, warnings } = announceReboots(
    [change('Group', { resourceType: 'AWS::RDS::DBParameterGroup' })],
    changed({ work_mem: '4096', 'an_extension.size': '1' }),
  );
  expect(changes).toMatchObject([{ effect: 'none' }]);
  expect(warnings).toEqual(
    ['Primary', 'Replica'].map(
      logicalId =>
        `${logicalId}: an_extension.size, max_connections takes effect with the next reboot, which the next change of the database causes.`,
    ),
  );
});

it('announces nothing for dynamic parameters, and keeps restarts and replacements', () => {
  const facts = changed({ max_connections: '100', work_mem: '8192' });
  const changes = [
    change('Primary', { effect: 'restart', causes: ['DBInstanceClass'] }),
    change('Other', { action: 'add' }),
    change('Replica'),
  ];
  expect(
    announceReboots(changes, { ...facts, pendingReboot: ['Primary', 'Other'] }),
  ).toEqual({
    changes: [{ ...changes[0], outage: 'restart' }, changes[1], changes[2]],
    warnings: [],
  });
});

it.each<[string, string[], boolean, PlannedChange['outage']]>([
  ['class, with a standby', ['DBInstanceClass'], true, 'failover'],
  ['class, without a standby', ['DBInstanceClass'], false, 'restart'],
  [
    'class and version, with a standby',
    ['DBInstanceClass', 'EngineVersion'],
    true,
    'restart',
  ],
])(
  'says how a change of %s interrupts the database',
  (_, causes, MultiAZ, outage) => {
    const before = template({});
    const { changes } = announceReboots(
      [change('Primary', { causes, effect: 'restart' })],
      {
        ...UNCHANGED,
        before: {
          Resources: {
            ...before.Resources,
            Primary: { Type: 'AWS::RDS::DBInstance', Properties: { MultiAZ } },
          },
        },
      },
    );
    expect(changes).toEqual([
      change('Primary', { causes, effect: 'restart', outage }),
    ]);
  },
);

it('announces nothing for a new parameter group', () => {
  const { Group, ...Resources } = UNCHANGED.before.Resources as Record<
    string,
    { Type: string }
  >;
  expect(Group).toBeDefined();
  expect(
    announceReboots([change('Primary')], {
      ...UNCHANGED,
      before: { Resources },
    }),
  ).toEqual({ changes: [change('Primary')], warnings: [] });
});
