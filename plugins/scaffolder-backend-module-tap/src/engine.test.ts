import { createMockDirectory } from '@backstage/backend-test-utils';
import { sandboxConfig, until } from '@tap/plugin-tap-node/testUtils';
import { Sandbox } from '@tap/sandbox';
import { resolve } from 'node:path';
import { ScaffolderPortal } from './__testUtils__/ScaffolderPortal';

jest.setTimeout(300_000);

/** Sandbox seconds per second. */
const FAST = 2_000;
/** A creation takes long enough to be cancelled, on a busy machine, too. */
const SLOW = 20;

describe('templates, scaffolder, engine and sandbox together', () => {
  const directory = createMockDirectory();
  let sandbox: Sandbox;
  let portal: ScaffolderPortal;

  const startPortal = () =>
    ScaffolderPortal.start({
      databaseDirectory: directory.path,
      config: {
        ...sandboxConfig(sandbox.url, { sizes: ['micro', 'small'] }),
        scaffolder: { taskRecovery: { enabled: true } },
      },
      entities: {
        'template:default/rotate-and-stop': resolve(
          __dirname,
          '__testUtils__/rotateAndStop.yaml',
        ),
      },
    });

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: FAST });
    portal = await startPortal();
  });

  afterEach(() => {
    sandbox.faults.clear();
    sandbox.clock.setSpeed(FAST);
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  const stacksIn = (isIncluded: (status: string) => boolean) =>
    sandbox
      .state()
      .stacks.filter(({ status }) => isIncluded(status))
      .map(({ name }) => name);
  const stacks = () => stacksIn(status => status !== 'DELETE_COMPLETE');
  const deletions = () => stacksIn(status => status.startsWith('DELETE_'));

  it('deploys, rotates the passwords, stops and tears down, and leaves no stack', async () => {
    const deployed = await portal.run('tap-postgres', {
      suffix: 'orders-dev',
      size: 'micro',
      expiresIn: '7d',
    });
    expect(deployed.error).toBeUndefined();
    expect(deployed.status).toBe('completed');
    expect(deployed.output?.links?.[0].entityRef).toBe(
      'system:default/tap-orders-dev',
    );
    expect(deployed.output?.text?.[0].content).toMatch(
      /Endpoint \| `[^`]+` \|\n\| Port \| `\d+` \|\n\| Database \| `\w+` \|\n.*`arn:aws:secretsmanager:/,
    );
    expect(deployed.log.length).toBeLessThan(150);
    expect(deployed.log.join('\n')).toMatch(/50%: \d+ of \d+ resources/);
    expect(stacks()).toEqual(['TapStack-orders-dev']);

    const stopped = await portal.run('rotate-and-stop', {
      suffix: 'orders-dev',
    });
    expect(stopped.error).toBeUndefined();
    expect(stopped.output?.text?.[0].content).toMatch(
      /^3 secrets, stack arn:aws:cloudformation:/,
    );
    expect(stopped.log.join('\n')).toMatch(
      /The passwords of environment orders-dev were rotated[\s\S]* RDS stops the database of environment orders-dev/,
    );

    const again = await portal.run('tap-postgres-teardown', {
      suffix: 'orders-dev',
      confirm: 'orders-dev',
    });
    expect(again.error).toBeUndefined();
    expect(again.output?.text?.[0].content).toContain('was deleted');
    expect(stacks()).toEqual([]);
  });

  it('fails with the first cause, and leaves no stack', async () => {
    sandbox.faults.add({
      kind: 'failResource',
      type: 'AWS::RDS::DBInstance',
      action: 'create',
      reason: 'invalid value for parameter "work_mem": 1',
    });
    const { error, log, status } = await portal.run('tap-postgres', {
      suffix: 'orders-bad',
      size: 'micro',
    });
    expect(status).toBe('failed');
    expect(error?.message).toContain('invalid value for parameter "work_mem"');
    expect(log.length).toBeLessThan(150);
    expect(stacks()).toEqual([]);
  });

  it.each([
    [{ suffix: 'orders', target: 'moon' }, /target.*moon.*sandbox/],
    [{ suffix: 'orders', size: 'large' }, /size.*large.*(micro|small)/],
  ])('rejects %p before any AWS call', async (values, message) => {
    const before = sandbox.calls.total();
    const { error, status } = await portal.run('tap-postgres', values);
    expect(status).toBe('failed');
    expect(error?.message).toMatch(message);
    expect(sandbox.calls.total()).toBe(before);
  });

  it('logs the plan in a dry run, and creates nothing', async () => {
    const { log } = await portal.dryRun('tap-postgres', {
      suffix: 'planned',
      size: 'micro',
    });
    const lines = log.map(({ body }) => body.message).join('\n');
    expect(lines).toContain('Plan: create environment planned');
    expect(lines).toContain('× AWS::RDS::DBInstance');
    expect(stacks()).toEqual([]);
  });

  it('deletes the stack in progress when the task is cancelled', async () => {
    sandbox.clock.setSpeed(SLOW);
    const task = await start('orders-cancel');
    await portal.post(`/api/scaffolder/v2/tasks/${task}/cancel`, {});
    await until(() => deletions().includes('TapStack-orders-cancel'));
    sandbox.clock.setSpeed(FAST);
    const { error, status } = await portal.tasks.outcome(task);
    expect(status).toBe('failed');
    expect(error?.message).toMatch(/cancel/i);
    expect(stacks()).toEqual([]);
  });

  it('runs one operation for two runners, a restart and another task with the same name', async () => {
    const task = await start('orders-many');
    await portal.tasks.mark('open', task);
    const other = await portal.run(
      'tap-postgres',
      { suffix: 'orders-many', size: 'micro' },
      'user:default/somebody-else',
    );
    expect(other.status).toBe('failed');
    // This test allows all permissions, so only the operation in progress blocks the request.
    expect(other.error?.message).toMatch(
      /environment 'orders-many' is in state CREATE_IN_PROGRESS.*Nothing was done/,
    );

    await portal.stop();
    await portal.tasks.mark('open', task);
    portal = await startPortal();
    const { error, output, status } = await portal.tasks.outcome(task);

    expect(error).toBeUndefined();
    expect(status).toBe('completed');
    expect(output?.text?.[0].content).toMatch(/Endpoint \| `[^`]+`/);
    const made = sandbox
      .state()
      .stacks.filter(({ name }) => name === 'TapStack-orders-many');
    expect(made).toHaveLength(1);
    expect(made[0].tokens).toHaveLength(1);
  });

  /** Submits a request and waits until CloudFormation has started. */
  async function start(suffix: string): Promise<string> {
    const task = await portal.tasks.submit('tap-postgres', {
      suffix,
      size: 'micro',
    });
    await until(() => stacks().includes(`TapStack-${suffix}`));
    return task;
  }
});
