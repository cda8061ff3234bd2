import { createMockDirectory } from '@backstage/backend-test-utils';
import { eventually } from '@tap/plugin-tap-node/testUtils';
import { Sandbox } from '@tap/sandbox';
import { SandboxPortal } from './__testUtils__/SandboxPortal';

jest.setTimeout(240_000);

/** Sandbox seconds per second. */
const FAST = 2_000;

describe('a failed creation whose back end dies before its clean-up', () => {
  const directory = createMockDirectory();
  let sandbox: Sandbox;
  let portal: SandboxPortal;

  const startPortal = () =>
    SandboxPortal.start({
      sandboxUrl: sandbox.url,
      databaseDirectory: directory.path,
    });

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: FAST });
    portal = await startPortal();
    await portal.runScheduled('tap-reconciler');
  });

  beforeEach(() => {
    sandbox.clock.setSpeed(FAST);
  });

  afterEach(() => {
    sandbox.faults.clear();
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  const statuses = (suffix: string) =>
    sandbox
      .state()
      .stacks.filter(({ name }) => name === `TapStack-${suffix}`)
      .map(({ status }) => status);

  const has = (suffix: string, status: string) =>
    eventually(async () => expect(statuses(suffix)).toEqual([status]));

  const failVpc = (suffix: string, count?: number) =>
    sandbox.faults.add({
      kind: 'failResource',
      stack: `^TapStack-${suffix}$`,
      type: 'AWS::EC2::VPC',
      action: 'delete',
      reason: 'The vpc has dependencies and cannot be deleted',
      count,
    });

  /** @returns ID of the task */
  const request = (suffix: string): Promise<string> =>
    eventually(async () => {
      const { body } = await portal.post(
        '/api/tap/.backstage/actions/v1/actions/tap:request/invoke',
        { suffix, size: 'micro' },
        'user:default/jo',
      );
      expect(body.output).toEqual({ taskId: expect.any(String) });
      return body.output.taskId;
    });

  async function die(suffix: string): Promise<void> {
    await portal.stop();
    sandbox.clock.setSpeed(FAST);
    await has(suffix, 'DELETE_FAILED');
    portal = await startPortal();
    await portal.tasks.mark('failed');
    await portal.runScheduled('tap-reconciler');
  }

  /** Lets the creation and its deletion fail while no back end is running. */
  async function failAlone(suffix: string): Promise<void> {
    sandbox.faults.add({
      kind: 'failResource',
      stack: `^TapStack-${suffix}$`,
      type: 'AWS::RDS::DBInstance',
      action: 'create',
      reason: 'Insufficient capacity',
      count: 1,
    });
    sandbox.clock.setSpeed(0);
    await request(suffix);
    await has(suffix, 'CREATE_IN_PROGRESS');
    await die(suffix);
  }

  const descriptions = async (suffix: string) =>
    (await portal.notifications(suffix)).map(({ description }) => description);

  it('is cleaned up by the reconciler, which reports why it failed', async () => {
    failVpc('once', 1);
    await failAlone('once');
    await has('once', 'DELETE_COMPLETE');
    await eventually(async () =>
      expect(await portal.titles('once')).toEqual([
        'PostgreSQL environment once could not be created, and its stack was deleted',
      ]),
    );
    expect(await descriptions('once')).toEqual([
      expect.stringMatching(/Insufficient capacity.* Nothing is left: /),
    ]);
    await portal.runScheduled('tap-reconciler');
    expect(await portal.titles('once')).toHaveLength(1);
  });

  it('is reported with the remaining resources if the retry fails too', async () => {
    failVpc('always');
    await failAlone('always');
    await eventually(async () =>
      expect(await portal.titles('always')).toEqual([
        'PostgreSQL environment always could not be created, and parts of its stack remain',
      ]),
    );
    expect(await descriptions('always')).toEqual([
      expect.stringMatching(
        /Insufficient capacity.* DELETE_FAILED\. Vpc\S* \(AWS::EC2::VPC\): .*has dependencies.*tear down the environment/,
      ),
    ]);
    const calls = sandbox.calls.total('cloudformation:DeleteStack');
    await portal.runScheduled('tap-reconciler');
    expect(sandbox.calls.total('cloudformation:DeleteStack')).toBe(calls);
    expect(statuses('always')).toEqual(['DELETE_FAILED']);
  });

  it('is cleaned up even if it was cancelled', async () => {
    failVpc('stopped', 1);
    const vpcs = () =>
      sandbox.world('000000000000', 'us-east-1').list('AWS::EC2::VPC').length;
    const before = vpcs();
    sandbox.clock.setSpeed(20);
    const taskId = await request('stopped');
    await eventually(async () => expect(vpcs()).toBeGreaterThan(before));
    sandbox.clock.setSpeed(0);
    await portal.post(`/api/scaffolder/v2/tasks/${taskId}/cancel`, {});
    await has('stopped', 'DELETE_IN_PROGRESS');
    await die('stopped');
    await has('stopped', 'DELETE_COMPLETE');
    await eventually(async () =>
      expect(await portal.titles('stopped')).toEqual([
        'The creation of PostgreSQL environment stopped was cancelled',
      ]),
    );
    expect(await descriptions('stopped')).toEqual([
      expect.stringMatching(/was cancelled\. Nothing is left: /),
    ]);
  });
});
