import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { StackAlarm } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { openTestDatabase } from '../__testUtils__/openTestDatabase';
import { AlarmNoticeStore } from '../database';
import { OwnerNotifier } from '../notifications';
import { AlarmWatch } from './AlarmWatch';

const RAISED = 'Alarm for PostgreSQL environment orders: DatabaseAlarmCpu';
const OVER =
  'The alarm for PostgreSQL environment orders is over: DatabaseAlarmCpu';

const environment = sampleEnvironment();

function alarm(facts: Partial<StackAlarm> = {}): StackAlarm {
  return {
    stackName: environment.stackName,
    logicalId: 'DatabaseAlarmCpu',
    description: 'CPU over 80 %.',
    reason: '85 % for 15 minutes.',
    state: 'ALARM',
    isNotified: true,
    ...facts,
  };
}

describe('AlarmWatch', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function aPortal() {
    const knex = await openTestDatabase(databases);
    const environments = new FakeEnvironmentService();
    environments.environments = [environment];
    const notices = new AlarmNoticeStore(knex);
    const portal = {
      environments,
      notices,
      now: '2026-11-20T12:00:00.000Z',
      sent: [] as string[],
      descriptions: [] as string[],
      recipients: [] as unknown[],
      sendFailure: undefined as Error | undefined,
      aReplica() {
        const logger = mockServices.logger.mock();
        const notifier = new OwnerNotifier({
          logger,
          notifications: {
            send: async ({ payload, recipients }) => {
              if (portal.sendFailure) {
                throw portal.sendFailure;
              }
              portal.sent.push(payload.title);
              portal.descriptions.push(payload.description ?? '');
              portal.recipients.push(recipients);
            },
          },
        });
        return new AlarmWatch({
          environments,
          logger,
          notices,
          notifier,
          now: () => Date.parse(portal.now),
          portal: 'tap',
        });
      },
    };
    return portal;
  }

  it('leaves the alarms of a stopped database alone, and those of its start', async () => {
    const portal = await aPortal();
    const watch = portal.aReplica();
    portal.environments.environments = [
      sampleEnvironment({
        runState: { state: 'stopped', since: '2026-11-20T10:00:00.000Z' },
      }),
    ];
    portal.environments.raisedAlarms = [
      alarm({ since: '2026-11-20T10:05:00.000Z' }),
    ];
    await watch.run();
    portal.environments.environments = [
      sampleEnvironment({
        runState: { state: 'started', since: '2026-11-20T11:59:00.000Z' },
      }),
    ];
    await watch.run();
    expect(portal.sent).toEqual([]);

    // The database still does not run.
    portal.now = '2026-11-20T12:59:00.000Z';
    await watch.run();
    expect(portal.sent).toEqual([RAISED]);
  });

  it('notifies the owner of an alarm that is raised right after a start', async () => {
    const portal = await aPortal();
    portal.environments.environments = [
      sampleEnvironment({
        runState: { state: 'started', since: '2026-11-20T11:59:00.000Z' },
      }),
    ];
    portal.environments.raisedAlarms = [
      alarm({ since: '2026-11-20T11:59:30.000Z' }),
    ];
    await portal.aReplica().run();
    expect(portal.sent).toEqual([RAISED]);
  });

  it('notifies the owner once of an alarm and once of its end, whatever the number of replicas', async () => {
    const portal = await aPortal();
    const replicas = [portal.aReplica(), portal.aReplica()];
    const passes = async () => {
      for (const replica of [...replicas, ...replicas]) {
        await replica.run();
      }
    };
    portal.environments.raisedAlarms = [alarm()];
    await passes();
    expect(portal.sent).toEqual([RAISED]);
    expect(portal.descriptions).toEqual([
      'CPU over 80 %. 85 % for 15 minutes.',
    ]);
    expect(portal.recipients).toEqual([
      { type: 'entity', entityRef: [environment.owner] },
    ]);

    portal.environments.raisedAlarms = [];
    await passes();
    expect(portal.sent).toEqual([RAISED, OVER]);

    portal.environments.raisedAlarms = [alarm()];
    await passes();
    expect(portal.sent).toEqual([RAISED, OVER, RAISED]);
  });

  it('sends no notification of an alarm without actions, of another environment or of another portal', async () => {
    const portal = await aPortal();
    portal.environments.raisedAlarms = [
      alarm({ isNotified: false }),
      alarm({ stackName: 'TapStack-orders-dev' }),
      alarm({ stackName: 'TapStack-foreign' }),
    ];
    portal.environments.environments.push(
      sampleEnvironment({
        suffix: 'foreign',
        stackId: 'foreign',
        stackName: 'TapStack-foreign',
        portal: 'other',
      }),
    );

    await portal.aReplica().run();

    expect(portal.sent).toEqual([]);
  });

  it('repeats a notification that could not be sent', async () => {
    const portal = await aPortal();
    portal.environments.raisedAlarms = [alarm()];
    portal.sendFailure = new Error('down');
    await portal.aReplica().run();
    portal.sendFailure = undefined;
    await portal.aReplica().run();
    expect(portal.sent).toEqual([RAISED]);

    portal.environments.raisedAlarms = [];
    portal.sendFailure = new Error('down');
    await portal.aReplica().run();
    portal.sendFailure = undefined;
    await portal.aReplica().run();
    expect(portal.sent).toEqual([RAISED, OVER]);
  });

  it('reports no end while CloudWatch cannot be read', async () => {
    const portal = await aPortal();
    portal.environments.raisedAlarms = [alarm()];
    await portal.aReplica().run();
    portal.environments.failure = new Error('throttled');
    await portal.aReplica().run();
    portal.environments.failure = undefined;
    await portal.aReplica().run();

    expect(portal.sent).toEqual([RAISED]);
  });

  it('forgets the alarms of an environment that is torn down', async () => {
    const portal = await aPortal();
    portal.environments.raisedAlarms = [alarm()];
    await portal.aReplica().run();
    portal.environments.raisedAlarms = [];
    portal.environments.environments = [];

    await portal.aReplica().run();

    expect(portal.sent).toEqual([RAISED]);
    await expect(portal.notices.list(environment.target)).resolves.toEqual([]);
  });
});
