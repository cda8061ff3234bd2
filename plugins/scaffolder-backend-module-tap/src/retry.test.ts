import {
  AuditorService,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import {
  EnvironmentService,
  environmentServiceRef,
} from '@tap/plugin-tap-node';
import { sandboxConfig } from '@tap/plugin-tap-node/testUtils';
import { Sandbox } from '@tap/sandbox';
import { ownersOnly } from './__testUtils__/ownersOnly';
import { ScaffolderPortal } from './__testUtils__/ScaffolderPortal';

jest.setTimeout(120_000);

const OLGA = 'user:default/olga';
const PAT = 'user:default/pat';
const STRANGER = 'user:default/stranger';

describe('retry of a task that failed because AWS did not respond', () => {
  const directory = createMockDirectory();
  const audited: string[] = [];
  let sandbox: Sandbox;
  let portal: ScaffolderPortal;
  let environments: EnvironmentService;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
    portal = await ScaffolderPortal.start({
      features: [
        ownersOnly,
        recordingAuditor(audited),
        createBackendModule({
          pluginId: 'scaffolder',
          moduleId: 'test-environments',
          register: ({ registerInit }) =>
            registerInit({
              deps: { service: environmentServiceRef },
              init: async ({ service }) => {
                environments = service;
              },
            }),
        }),
      ],
      databaseDirectory: directory.path,
      config: {
        ...sandboxConfig(sandbox.url),
        scaffolder: { taskRecovery: { enabled: true } },
      },
    });
  });

  beforeEach(() => {
    audited.length = 0;
  });

  afterEach(() => {
    sandbox.faults.clear();
    sandbox.clock.setSpeed(600);
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  it('by another user is rejected, and deletes nothing', async () => {
    await deployed('guarded');
    const values = { suffix: 'guarded', confirm: 'guarded' };
    const task = await fails('tap-postgres-teardown', values);
    await expect(
      portal.run('tap-postgres-teardown', values, STRANGER),
    ).resolves.toMatchObject({ error: { name: 'NotAllowedError' } });
    audited.length = 0;

    await expect(portal.retry(task, STRANGER)).resolves.toMatchObject({
      status: 'failed',
      error: { name: 'NotAllowedError' },
    });
    expect(status('guarded')).toBe('CREATE_COMPLETE');
    expect(audited).toEqual([
      `environment-teardown by ${STRANGER} started`,
      `environment-teardown by ${STRANGER} failed`,
    ]);

    // The attempt of the other user does not use up the owner's.
    audited.length = 0;
    await expect(portal.retry(task, OLGA)).resolves.toMatchObject({
      status: 'completed',
    });
    expect(status('guarded')).toBe('DELETE_COMPLETE');
    expect(audited).toEqual([
      `environment-teardown by ${OLGA} started`,
      `environment-teardown by ${OLGA} succeeded`,
    ]);
  });

  it('by a former owner is rejected, and keeps the new owner', async () => {
    await deployed('handed-over');
    const change = { suffix: 'handed-over', backupRetentionDays: 9 };
    const task = await fails('tap-postgres', change);
    await transfer('handed-over', PAT);

    await expect(portal.retry(task, OLGA)).resolves.toMatchObject({
      status: 'failed',
      error: { name: 'NotAllowedError' },
    });
    await expect(environment('handed-over')).resolves.toMatchObject({
      owner: PAT,
      backupRetentionDays: 1,
    });

    // The retry of the new owner is a new attempt, and names her.
    audited.length = 0;
    await expect(portal.retry(task, PAT)).resolves.toMatchObject({
      status: 'completed',
    });
    await expect(environment('handed-over')).resolves.toMatchObject({
      owner: PAT,
      backupRetentionDays: 9,
    });
    expect(audited).toEqual([
      `environment-deploy by ${PAT} started`,
      `environment-deploy by ${PAT} succeeded`,
    ]);
  });

  it('by its initiator joins the operation that CloudFormation continues', async () => {
    sandbox.clock.setSpeed(0);
    // The response is lost, and the stack cannot be read.
    sandbox.faults.add({
      kind: 'drop',
      when: 'after',
      operation: '^CreateStack$',
      count: 1,
    });
    sandbox.faults.add({ kind: 'error', operation: '^DescribeStackEvents$' });
    const task = await portal.tasks.submit(
      'tap-postgres',
      { suffix: 'under-way', size: 'micro' },
      OLGA,
    );
    await expect(portal.tasks.outcome(task)).resolves.toMatchObject({
      error: { name: 'ServiceUnavailableError' },
    });
    sandbox.faults.clear();
    expect(status('under-way')).toBe('CREATE_IN_PROGRESS');

    await expect(portal.retry(task, STRANGER)).resolves.toMatchObject({
      status: 'failed',
    });
    const retried = portal.retry(task, OLGA);
    sandbox.clock.setSpeed(600);
    await expect(retried).resolves.toMatchObject({ status: 'completed' });
    expect(stacks('under-way')).toEqual([
      expect.objectContaining({
        status: 'CREATE_COMPLETE',
        tokens: [expect.stringMatching(/^tap-deploy-/)],
      }),
    ]);
  });

  /** An environment that olga owns. */
  async function deployed(suffix: string) {
    const { error } = await portal.run(
      'tap-postgres',
      { suffix, size: 'micro' },
      OLGA,
    );
    expect(error).toBeUndefined();
  }

  /** Runs a template as olga while AWS does not respond. */
  async function fails(template: string, values: object): Promise<string> {
    sandbox.faults.add({ kind: 'error', operation: '^ListStackResources$' });
    const task = await portal.tasks.submit(template, values, OLGA);
    await expect(portal.tasks.outcome(task)).resolves.toMatchObject({
      error: { name: 'ServiceUnavailableError' },
    });
    sandbox.faults.clear();
    return task;
  }

  async function transfer(suffix: string, owner: string) {
    const credentials = mockCredentials.user(OLGA);
    const authorization = await environments.authorize(
      'transfer',
      { suffix, owner },
      { credentials },
    );
    const progress = environments.run(
      'transfer',
      { suffix, owner },
      { authorization, token: `transfer-${suffix}` },
    );
    for await (const { type } of progress) {
      expect(['accepted', 'resource', 'completed']).toContain(type);
    }
  }

  function environment(suffix: string) {
    return environments.get(
      { suffix },
      { credentials: mockCredentials.user(OLGA) },
    );
  }

  function stacks(suffix: string) {
    return sandbox
      .state()
      .stacks.filter(({ name }) => name === `TapStack-${suffix}`);
  }

  function status(suffix: string): string | undefined {
    return stacks(suffix)[0]?.status;
  }
});

/** An auditor that records the outcome and the initiator of operations on environments. */
function recordingAuditor(audited: string[]) {
  const auditor: AuditorService = {
    createEvent: async ({ eventId, meta }) => {
      const note = (outcome: string) => {
        if (eventId.startsWith('environment-')) {
          audited.push(`${eventId} by ${meta?.initiator} ${outcome}`);
        }
      };
      note('started');
      return {
        success: async () => note('succeeded'),
        fail: async () => note('failed'),
      };
    },
  };
  return createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => auditor,
  });
}
