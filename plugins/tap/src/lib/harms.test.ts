import { EnvironmentPlan, PlannedChange } from '@tap/plugin-tap-common';
import { harmsOf, isHarmful } from './harms';

const change = (
  logicalId: string,
  facts: Partial<PlannedChange> = {},
): PlannedChange => ({
  action: 'modify',
  logicalId,
  resourceType: 'AWS::RDS::DBInstance',
  causes: [],
  effect: 'none',
  ...facts,
});

const plan = (changes: PlannedChange[]): EnvironmentPlan => ({
  ref: { suffix: 'orders-dev', target: 'sandbox' },
  operation: 'update',
  changes,
  warnings: [],
  findings: [
    { code: 'backups-shortened', text: 'Backups are kept for 1 day.' },
  ],
  templateBytes: 30_000,
});

describe('harmsOf', () => {
  it('lists the worst harm first, and says how long a database is unavailable', () => {
    const changes = [
      change('Primary', {
        action: 'may-replace',
        causes: ['DBInstanceClass'],
        effect: 'restart',
        outage: 'failover',
      }),
      change('Replica', { action: 'remove' }),
      change('Bucket', {
        action: 'replace',
        resourceType: 'AWS::S3::Bucket',
        effect: 'data-loss',
      }),
      change('Metadata', { resourceType: 'AWS::SSM::Parameter' }),
    ];
    expect(
      harmsOf(plan(changes)).map(({ title, severity, texts }) => [
        title,
        severity,
        texts.join(' '),
      ]),
    ).toEqual([
      ['Data is lost', 'danger', 'Bucket (AWS::S3::Bucket) loses its data.'],
      [
        'Database removed',
        'danger',
        'Replica is removed. Connections to it end, and its endpoint no longer exists.',
      ],
      [
        'Protection loosened',
        'danger',
        'Backups are kept for 1 day. Keep the number of days if you need to restore to an earlier time.',
      ],
      ['May be replaced', 'warning', 'Primary may be replaced.'],
      [
        'Restarts',
        'warning',
        'Primary restarts. It is unavailable for 1 to 2 minutes, while it fails over to its standby. Changed: DBInstanceClass.',
      ],
    ]);
    expect(changes.map(isHarmful)).toEqual([true, true, true, false]);
  });
});
