import { ResourceProgress } from '@tap/plugin-tap-common';
import { ProgressLog } from './ProgressLog';

const TYPES = [
  'AWS::EC2::Subnet',
  'AWS::IAM::Role',
  'AWS::CloudWatch::Alarm',
  'AWS::KMS::Key',
  'AWS::RDS::DBInstance',
];

const resource = (facts: Partial<ResourceProgress>): ResourceProgress => ({
  type: 'resource',
  eventId: 'e',
  logicalId: 'Database',
  resourceType: 'AWS::RDS::DBInstance',
  status: 'CREATE_COMPLETE',
  timestamp: '2026-11-01T00:00:00.000Z',
  elapsedSeconds: 372,
  done: 1,
  total: 90,
  ...facts,
});

/** The events of a stack of 90 resources. */
function stackEvents(): ResourceProgress[] {
  return Array.from({ length: 90 }, (_, index) => index).flatMap(index => {
    const common = {
      logicalId: `Resource${index}`,
      resourceType: TYPES[index % TYPES.length],
      done: index,
    };
    return [
      resource({ ...common, status: 'CREATE_IN_PROGRESS' }),
      resource({
        ...common,
        status: 'CREATE_IN_PROGRESS',
        reason: 'Resource creation Initiated',
      }),
      resource({ ...common, status: 'CREATE_COMPLETE', done: index + 1 }),
    ];
  });
}

describe('ProgressLog', () => {
  it('condenses the events of 90 resources', () => {
    const log = new ProgressLog();
    const lines = stackEvents().flatMap(event => log.add(event));
    const texts = lines.map(({ text }) => text);

    expect(stackEvents()).toHaveLength(270);
    expect(lines.length).toBeLessThan(90);
    expect(texts.filter(text => /%: /.test(text))).toEqual([
      '10%: 9 of 90 resources',
      '20%: 18 of 90 resources',
      '30%: 27 of 90 resources',
      '40%: 36 of 90 resources',
      '50%: 45 of 90 resources',
      '60%: 54 of 90 resources',
      '70%: 63 of 90 resources',
      '80%: 72 of 90 resources',
      '90%: 81 of 90 resources',
      '100%: 90 of 90 resources',
    ]);
    expect(texts.some(text => text.includes('AWS::IAM::Role'))).toBe(false);
  });

  it('logs the start and the end of a database once', () => {
    const log = new ProgressLog();
    const start = resource({ status: 'CREATE_IN_PROGRESS' });
    expect([start, start, resource({})].flatMap(e => log.add(e))).toEqual([
      {
        level: 'info',
        text: 'Database (AWS::RDS::DBInstance) is being created',
      },
      {
        level: 'info',
        text: 'Database (AWS::RDS::DBInstance) created after 6 min 12 s',
      },
    ]);
  });

  it('logs each failure with its reason on one line, without consequential failures', () => {
    const log = new ProgressLog();
    const failed = { status: 'CREATE_FAILED', resourceType: 'AWS::IAM::Role' };
    const lines = [
      resource({ ...failed, reason: 'FATAL:  could not\n map shared memory' }),
      resource({ ...failed, reason: 'Resource creation cancelled' }),
      resource({
        ...failed,
        status: 'DELETE_FAILED',
        reason: 'Resource deletion cancelled',
      }),
    ].flatMap(event => log.add(event));

    expect(lines).toEqual([
      {
        level: 'warn',
        text: 'Database (AWS::IAM::Role) could not be created after 6 min 12 s: FATAL: could not map shared memory',
      },
    ]);
  });

  it('logs once why the stack rolls back', () => {
    const log = new ProgressLog();
    const rollback = resource({
      logicalId: 'TapStack-orders-dev',
      resourceType: 'AWS::CloudFormation::Stack',
      status: 'ROLLBACK_IN_PROGRESS',
      reason: 'The following resource(s) failed to create: [Database].',
    });
    const asked = { ...rollback, reason: 'User Initiated' };
    expect([asked, rollback, rollback].flatMap(e => log.add(e))).toEqual([
      {
        level: 'info',
        text: 'TapStack-orders-dev (AWS::CloudFormation::Stack) is ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Database].',
      },
    ]);
  });

  it('stays below 150 lines in any case, and logs the outcome', () => {
    const log = new ProgressLog();
    const flood = Array.from({ length: 500 }, (_, n) => [
      ...log.add({ type: 'notice', message: `notice ${n}` }),
      ...log.add(resource({ logicalId: `R${n}`, status: 'CREATE_FAILED' })),
    ]).flat();
    const outcome = log.add({
      type: 'accepted',
      operation: 'create',
      stackName: 'TapStack-orders-dev',
      stackId: 'arn',
      attached: true,
    });

    expect(flood.length).toBeLessThan(140);
    expect(outcome.map(({ text }) => text)).toEqual([
      'Creation of stack TapStack-orders-dev is already in progress (arn)',
    ]);
  });

  it('logs the resources in progress at growing intervals', () => {
    const log = new ProgressLog();
    log.add(resource({ status: 'CREATE_IN_PROGRESS', done: 62 }));
    const minutes = Array.from({ length: 40 }, (_, n) => n + 1);
    const heartbeats = minutes.filter(() => log.heartbeat().length > 0);
    expect(heartbeats).toEqual([2, 6, 14, 30]);

    log.add(resource({}));
    log.add(resource({ logicalId: 'Replica1', status: 'CREATE_IN_PROGRESS' }));
    log.heartbeat();
    expect(log.heartbeat()).toEqual([
      {
        level: 'info',
        text: 'Waiting for Replica1 (1 of 90 resources done)',
      },
    ]);
  });

  it.each([
    [3, 'Waiting for Replica1, Replica2, Replica3'],
    [5, 'Waiting for Replica1, Replica2, Replica3 and 2 more'],
  ])('names at most three of %s resources in progress', (count, expected) => {
    const log = new ProgressLog();
    for (let n = 1; n <= count; n += 1) {
      log.add(
        resource({ logicalId: `Replica${n}`, status: 'CREATE_IN_PROGRESS' }),
      );
    }
    log.heartbeat();
    expect(log.heartbeat()).toMatchObject([
      { text: `${expected} (1 of 90 resources done)` },
    ]);
  });

  it('logs a notice once', () => {
    const log = new ProgressLog();
    const notice = { type: 'notice', message: 'AWS is slow' } as const;
    expect(log.add(notice)).toMatchObject([{ text: 'AWS is slow' }]);
    expect(log.add(notice)).toEqual([]);
  });
});
