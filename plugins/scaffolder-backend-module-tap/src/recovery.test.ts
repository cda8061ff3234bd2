import { createMockDirectory } from '@backstage/backend-test-utils';
import { FakeEnvironmentService, until } from '@tap/plugin-tap-node/testUtils';
import { ScaffolderPortal } from './__testUtils__/ScaffolderPortal';

jest.setTimeout(120_000);

describe('recovery', () => {
  const directory = createMockDirectory();
  let environments: FakeEnvironmentService;
  let portals: ScaffolderPortal[];

  beforeEach(() => {
    directory.clear();
    environments = new FakeEnvironmentService('sandbox', 'staging');
    portals = [];
  });

  afterEach(async () => {
    await Promise.all(portals.map(portal => portal.stop()));
  });

  const startPortal = async () => {
    const portal = await ScaffolderPortal.start({
      features: [environments.factory],
      databaseDirectory: directory.path,
      config: {
        scaffolder: { taskRecovery: { enabled: true } },
      },
    });
    portals.push(portal);
    return portal;
  };

  it('continues the operation of the first back end in another one', async () => {
    const first = await startPortal();
    const release = environments.hold();
    const task = await first.tasks.submit('tap-postgres', {
      suffix: 'orders-dev',
    });
    await until(() => environments.runs.length === 1);
    environments.crash();
    await first.stop();
    await first.tasks.mark('open', task);

    const second = await startPortal();
    await until(() => environments.runs.length === 2);
    release();
    const { output, status } = await second.tasks.outcome(task);

    expect(status).toBe('completed');
    expect(output?.links?.[0].entityRef).toBe('system:default/tap-orders-dev');
    expect(environments.tokens).toHaveLength(1);
    expect(environments.authorizations).toHaveLength(1);
    expect(environments.runs.map(({ resumed }) => resumed)).toEqual([
      false,
      true,
    ]);
  });

  it('runs one operation for two runners of the same task', async () => {
    const portal = await startPortal();
    const release = environments.hold();
    const task = await portal.tasks.submit('tap-postgres', {
      suffix: 'orders-dev',
    });
    await until(() => environments.runs.length === 1);

    await portal.tasks.mark('open', task);
    // Workers poll for open tasks when a new one is created.
    await portal.tasks.submit('tap-postgres', { suffix: 'orders-test' });
    await until(() => environments.runs.length === 3);
    release();

    expect((await portal.tasks.outcome(task)).status).toBe('completed');
    const tokens = environments.runs
      .filter(({ authorization }) => authorization.suffix === 'orders-dev')
      .map(({ token }) => token);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
    expect(environments.tokens).toHaveLength(2);
  });
});
