import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { Environment, OperationRecord } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { OwnerNotifier } from '../notifications';
import { TemplateTasks } from '../tasks';
import { RunStateKeeper } from './RunStateKeeper';

const SINCE = '2026-11-20T10:00:00.000Z';
const HOUR_MS = 3_600_000;

function aPortal(facts: Partial<Environment>, databaseStatus: string) {
  const environments = new FakeEnvironmentService();
  environments.environments = [sampleEnvironment(facts)];
  environments.databaseStatuses.set('orders', databaseStatus);
  const sent: string[] = [];
  const records: OperationRecord[] = [];
  const logger = mockServices.logger.mock();
  let now = 0;
  const keeper = new RunStateKeeper({
    auth: mockServices.auth({ pluginId: 'tap' }),
    environments,
    history: {
      add: async record => {
        records.push(record);
      },
    },
    logger,
    notifier: new OwnerNotifier({
      logger,
      notifications: {
        send: async ({ payload }) => {
          sent.push(payload.title);
        },
      },
    }),
    now: () => now,
    portal: 'tap',
    tasks: {} as TemplateTasks,
  });
  return {
    environments,
    logger,
    records,
    sent,
    changes: environments.runStateChanges,
    passAfter: (hours: number) => {
      now = Date.parse(SINCE) + hours * HOUR_MS;
      return keeper.run();
    },
  };
}

const STOPPED = { runState: { state: 'stopped', since: SINCE } } as const;
const STARTED = { runState: { state: 'started', since: SINCE } } as const;

describe('RunStateKeeper', () => {
  it('stops a database again that RDS has started after seven days, and notifies the owner once', async () => {
    const portal = aPortal(STOPPED, 'available');
    await portal.passAfter(7 * 24);
    expect(portal.changes).toEqual(['stop orders']);
    expect(portal.environments.authorizations).toMatchObject([
      {
        operation: 'stop',
        input: { onlyIfSince: SINCE },
        principal: { type: 'service' },
      },
    ]);
    await portal.passAfter(7 * 24 + 0.1);
    expect(portal.changes).toHaveLength(1);
    expect(portal.sent).toEqual([
      'PostgreSQL environment orders was running and is being stopped again',
    ]);
    expect(portal.records).toMatchObject([
      {
        suffix: 'orders',
        operation: 'update',
        initiator: 'service:plugin:tap',
        plan: [expect.stringMatching(/^Database: stopped again, .* RDS /)],
        startedAt: '2026-11-27T10:00:00.000Z',
        outcome: 'succeeded',
      },
    ]);
  });

  it('completes a stop whose back end was killed, without a notification', async () => {
    const portal = aPortal(STOPPED, 'available');
    await portal.passAfter(0.1);
    expect(portal.changes).toEqual(['stop orders']);
    expect(portal.sent).toEqual([]);
    expect(portal.records).toEqual([]);
  });

  it('completes a start whose back end was killed', async () => {
    const portal = aPortal(STARTED, 'stopped');
    await portal.passAfter(0.1);
    expect(portal.changes).toEqual(['start orders']);
    expect(portal.sent).toEqual([]);
  });

  it('leaves a database alone that was stopped outside the portal later', async () => {
    const portal = aPortal(STARTED, 'stopped');
    await portal.passAfter(2);
    expect(portal.changes).toEqual([]);
  });

  it.each<[string, Partial<Environment>, string]>([
    ['is as requested', STOPPED, 'stopped'],
    ['is still being stopped', STOPPED, 'stopping'],
    ['is of another portal', { ...STOPPED, portal: 'other' }, 'available'],
    [
      'is being torn down',
      { ...STOPPED, stackStatus: 'DELETE_IN_PROGRESS' },
      'available',
    ],
    ['was never stopped', {}, 'stopped'],
  ])('does nothing if the environment %s', async (_, facts, status) => {
    const portal = aPortal(facts, status);
    await portal.passAfter(0.1);
    expect(portal.changes).toEqual([]);
  });

  it('stops and starts an environment by its running hours, without a notification', async () => {
    const portal = aPortal({ uptime: 'running-hours' }, 'available');
    portal.environments.hours = {
      timeZone: 'UTC',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      start: '07:00',
      stop: '19:00',
    };
    await portal.passAfter(8.9);
    expect(portal.changes).toEqual([]);
    await portal.passAfter(9.1);
    expect(portal.environments.authorizations).toMatchObject([
      { operation: 'stop', input: { scheduled: true } },
    ]);
    expect(portal.environments.environments).toMatchObject([
      { status: 'stopped', runState: { scheduled: true } },
    ]);
    portal.environments.databaseStatuses.set('orders', 'stopped');
    portal.environments.environments[0].runState!.since =
      '2026-11-20T19:06:00.000Z';
    await portal.passAfter(60);
    // Monday, 07:06
    await portal.passAfter(69.1);
    expect(portal.changes).toEqual(['stop orders', 'start orders']);
    expect(portal.sent).toEqual([]);
  });

  it('tries again an hour after a failure, and in the next pass if RDS is busy', async () => {
    const portal = aPortal(STOPPED, 'available');
    portal.environments.refusal = () => new Error('access denied');
    await portal.passAfter(1);
    portal.environments.refusal = () => undefined;
    await portal.passAfter(1.5);
    expect(portal.changes).toEqual([]);
    expect(portal.logger.warn).toHaveBeenCalledTimes(1);

    portal.environments.refusal = () => new ConflictError('backing-up');
    await portal.passAfter(2);
    portal.environments.refusal = () => undefined;
    await portal.passAfter(2.1);
    expect(portal.changes).toEqual(['stop orders']);
    expect(portal.logger.warn).toHaveBeenCalledTimes(1);
  });
});
