import { synthesizeTemplate } from './index';
import {
  allDependenciesOf,
  dependenciesOf,
  EXISTING_NETWORK,
  PINNED,
  resourcesOf,
  SIZE_NAMES,
  Template,
  templateOf,
} from './__testUtils__/shapes';

const KEPT = 'RetainExceptOnCreate';
const DATA_HOLDERS = ['Bucket', 'AccessLogs', 'Secret'];

function keptIn(template: Template): string[] {
  return Object.entries(template.Resources)
    .filter(([, { DeletionPolicy }]) => DeletionPolicy === KEPT)
    .map(([id]) => id);
}

function policyOf(template: Template, id: string): string | undefined {
  return template.Resources[id].DeletionPolicy;
}

describe.each(SIZE_NAMES)('retention of %s', size => {
  const destroy = templateOf({ size, retention: 'destroy' });
  const snapshot = templateOf({ size, retention: 'snapshot' });
  const retain = templateOf({ size, retention: 'retain' });

  it('destroy: nothing is kept, and no final snapshot is created', () => {
    expect(keptIn(destroy)).toEqual([]);
    expect(policyOf(destroy, 'DatabaseInstance')).toBe('Delete');
    expect(
      destroy.Resources.DatabaseInstance.Properties.DeleteAutomatedBackups,
    ).toBe(true);
  });

  it('snapshot: one final snapshot and its key are kept', () => {
    expect(keptIn(snapshot)).toEqual(['Key']);
    expect(policyOf(snapshot, 'DatabaseInstance')).toBe('Snapshot');
    expect(
      resourcesOf(snapshot, 'AWS::RDS::DBInstance').filter(
        ({ DeletionPolicy }) => DeletionPolicy === 'Snapshot',
      ),
    ).toHaveLength(1);
  });

  it.each(['destroy', 'snapshot', 'retain'] as const)(
    '%s: until it is settled, everything is deleted with the stack',
    retention => {
      const creating = templateOf({ size, retention, isSettled: false });

      for (const { DeletionPolicy } of Object.values(creating.Resources)) {
        expect([undefined, 'Delete']).toContain(DeletionPolicy);
      }
      for (const { DeletionPolicy, Properties } of resourcesOf(
        creating,
        'AWS::RDS::DBInstance',
      )) {
        expect(DeletionPolicy).toBe('Delete');
        expect(Properties.DeleteAutomatedBackups).not.toBe(false);
      }
    },
  );

  it('no key has an alias', () => {
    for (const template of [destroy, snapshot, retain]) {
      expect(resourcesOf(template, 'AWS::KMS::Alias')).toEqual([]);
    }
  });

  it('retain: the database and its automated backups are kept', () => {
    expect(policyOf(retain, 'DatabaseInstance')).toBe(KEPT);
    expect(
      retain.Resources.DatabaseInstance.Properties.DeleteAutomatedBackups,
    ).toBe(false);
  });

  it('retain: the dependencies of the database are kept', () => {
    const kept = new Set(keptIn(retain));
    const closure = allDependenciesOf(retain, 'DatabaseInstance');

    expect([...closure].filter(id => !kept.has(id))).toEqual([]);
    expect(closure).toContain('IsolatedSubnetA');
    expect(closure).toContain('Key');
  });

  it('retain: no kept resource depends on a deleted one, except the functions that empty buckets', () => {
    const kept = keptIn(retain);
    const dangling = kept.flatMap(id =>
      [...dependenciesOf(retain, id)]
        .filter(dependency => !kept.includes(dependency))
        .map(dependency => `${id} → ${dependency}`),
    );

    expect(dangling).toEqual([
      'HousekeepingEmpty → HousekeepingFunction',
      'HousekeepingEmpty2 → HousekeepingFunction',
    ]);
  });

  it('retain: clients can still reach the database', () => {
    const kept = keptIn(retain);

    expect(kept).toEqual(
      expect.arrayContaining([
        'SecurityGroupDatabaseFromApplication',
        'SecurityGroupApplication',
        'SecretAttachment',
        'BucketPolicy',
        'FlowLogs',
        ...DATA_HOLDERS,
      ]),
    );
  });

  it('retain: the bucket is emptied only if the creation failed', () => {
    expect(policyOf(retain, 'HousekeepingEmpty')).toBe(KEPT);
    expect(policyOf(destroy, 'HousekeepingEmpty')).toBeUndefined();
  });

  it('a replacement keeps the data, with every retention', () => {
    for (const template of [destroy, snapshot, retain]) {
      expect(template.Resources.DatabaseInstance.UpdateReplacePolicy).toBe(
        'Snapshot',
      );
      for (const id of ['Key', ...DATA_HOLDERS]) {
        expect(template.Resources[id].UpdateReplacePolicy).toBe('Retain');
      }
    }
  });

  it('logs are kept for a month with disposable data, otherwise for a year', () => {
    const daysOf = (template: Template) => [
      ...new Set([
        ...resourcesOf(template, 'AWS::Logs::LogGroup').map(
          ({ Properties }) => Properties.RetentionInDays,
        ),
        template.Resources.AccessLogs.Properties.LifecycleConfiguration.Rules[0]
          .ExpirationInDays,
      ]),
    ];

    expect([destroy, snapshot, retain].map(daysOf)).toEqual([
      [30],
      [365],
      [365],
    ]);
  });

  it('all other properties are the same for every retention', () => {
    const withoutRetention = (template: Template) =>
      Object.entries(template.Resources).map(([id, resource]) => {
        const { DeletionPolicy, UpdateReplacePolicy, ...rest } = resource;
        const {
          BackupRetentionPeriod,
          DeleteAutomatedBackups,
          RetentionInDays,
          ...properties
        } = rest.Properties ?? {};
        if (id === 'AccessLogs') {
          delete properties.LifecycleConfiguration;
        }
        return [id, { ...rest, Properties: properties }];
      });

    expect(withoutRetention(snapshot)).toEqual(withoutRetention(destroy));
    expect(withoutRetention(retain)).toEqual(withoutRetention(destroy));
    expect(retain.Outputs).toEqual(destroy.Outputs);
    expect(snapshot.Outputs).toEqual(destroy.Outputs);
  });

  it('replicas are deleted with the stack and by a resize', () => {
    for (const template of [destroy, snapshot, retain]) {
      for (const replica of resourcesOf(
        template,
        'AWS::RDS::DBInstance',
      ).filter(({ id }) => id.startsWith('ReadReplica'))) {
        expect(replica.DeletionPolicy).toBe('Delete');
        expect(replica.UpdateReplacePolicy).toBe('Delete');
        expect(replica.Properties.DeleteAutomatedBackups).not.toBe(false);
      }
    }
  });

  it('keeps the same resources in an existing network', () => {
    const existing = templateOf({
      size,
      retention: 'retain',
      network: EXISTING_NETWORK,
    });
    const kept = new Set(keptIn(existing));

    expect(
      [...allDependenciesOf(existing, 'DatabaseInstance')].filter(
        id => !kept.has(id),
      ),
    ).toEqual([]);
  });
});

describe('order of deletion', () => {
  const template = templateOf();
  const deletedAfter = (id: string, other: string) =>
    allDependenciesOf(template, other).has(id);

  it('stops the writers of a bucket, then empties it, then deletes it', () => {
    expect(deletedAfter('HousekeepingEmpty', 'InventoryFunction')).toBe(true);
    expect(deletedAfter('HousekeepingEmpty', 'InventorySchedule')).toBe(true);
    expect(deletedAfter('Bucket', 'HousekeepingEmpty')).toBe(true);
    expect(deletedAfter('HousekeepingEmpty2', 'AccessLogsPolicy')).toBe(true);
    expect(deletedAfter('AccessLogs', 'HousekeepingEmpty2')).toBe(true);
  });

  it('deletes the dependencies of housekeeping after its response', () => {
    for (const id of [
      'HousekeepingFunction',
      'HousekeepingRole',
      'HousekeepingLogGroup',
    ]) {
      expect(deletedAfter(id, 'HousekeepingEmpty')).toBe(true);
    }
  });
});

describe('stack policy', () => {
  it.each(SIZE_NAMES)(
    'of %s denies replacing or deleting resources with data',
    size => {
      const { stackPolicyBody, templateBody } = synthesizeTemplate({
        ...PINNED,
        size,
      });
      const { Resources } = JSON.parse(templateBody);

      expect(JSON.parse(stackPolicyBody)).toEqual({
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'Update:*',
            Resource: '*',
          },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['Update:Replace', 'Update:Delete'],
            Resource: ['DatabaseInstance', 'Key', ...DATA_HOLDERS].map(
              id => `LogicalResourceId/${id}`,
            ),
          },
        ],
      });
      expect(Resources).toMatchObject({
        DatabaseInstance: {},
        Key: {},
        Bucket: {},
        AccessLogs: {},
        Secret: {},
      });
    },
  );
});
