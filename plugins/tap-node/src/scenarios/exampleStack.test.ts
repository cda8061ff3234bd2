import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { environmentEntities, Retention } from '@tap/plugin-tap-common';
import { TapEngine } from '../TapEngine';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(120_000);

const EXAMPLE = require.resolve('../__testUtils__/exampleStack');
const OWNER = { owner: 'user:default/jo' };

/** A size that only app-config has. */
const HUGE = {
  instanceClass: 'db.r7g.large',
  vcpus: 2,
  memoryMiB: 16384,
  storageGiB: 200,
  multiAz: true,
  readReplicas: 0,
};

/** The stack of docs/STACK-MODULE.md, which has nothing in common with TapStack but the contract. */
describe('a stack module of another shape', () => {
  let account: TestAccount;
  let engine: TapEngine;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000, stackModule: EXAMPLE });
    engine = account.engine({ tap: { sizes: { huge: HUGE } } }).engine;
  });
  afterAll(async () => {
    await account.stop();
  });

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });
  const deploy = (
    suffix: string,
    more: { size?: string; retention?: Retention } = {},
    by = engine,
  ) =>
    end(
      by.run(
        'deploy',
        request(suffix, { size: undefined, ...more }),
        account.by('jo'),
      ),
    );
  const teardown = (suffix: string, more: object = {}) =>
    end(
      engine.run('teardown', confirmed(ref(suffix), more), {
        token: account.token(),
      }),
    );
  const postgres = async (suffix: string) => {
    const { TemplateBody } = await account
      .cloudFormation()
      .send(new GetTemplateCommand({ StackName: `TapStack-${suffix}` }));
    return JSON.parse(TemplateBody!).Resources.Postgres;
  };
  const storage = async (suffix: string) =>
    (await postgres(suffix)).Properties.AllocatedStorage;

  it('offers its sizes, and those that app-config adds', async () => {
    const [target] = engine.targets;
    expect(target).toMatchObject({
      sizes: ['tiny', 'big', 'huge'],
      defaultSize: 'tiny',
      sizeSpecs: { huge: HUGE },
    });
    await expect(engine.price('sandbox', 'huge')).resolves.toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ item: 'Database instance db.r7g.large' }),
      ]),
    });
  });

  it('rejects a size that it does not have before AWS is called', async () => {
    await expect(deploy('none', { size: 'micro' })).rejects.toMatchObject({
      name: 'InputError',
      message:
        "size: 'micro' is not on offer on target 'sandbox'; it must be one of tiny, big, huge, for example size: tiny",
    });
    expect(account.statuses('none')).toEqual([]);
  });

  it('is planned, created, listed, resized, extended and torn down', async () => {
    const plan = await engine.plan(request('orders', { size: 'tiny' }), OWNER);
    expect(plan.changes.map(({ logicalId }) => logicalId).sort()).toEqual([
      'Files',
      'Login',
      'Note',
      'Postgres',
      ...['Subnet0', 'Subnet1', 'Subnet2', 'Subnets', 'Vpc'],
    ]);
    const { environment } = await deploy('orders');
    expect(environment).toMatchObject({
      size: 'tiny',
      backupRetentionDays: 7,
      engineVersion: expect.stringMatching(/^17/),
      outputs: { DatabaseName: 'orders' },
    });
    expect(
      environmentEntities(environment).map(({ metadata }) => metadata.name),
    ).toEqual(['tap-orders', 'tap-orders-database', 'tap-orders-bucket']);

    const resize = await engine.plan(request('orders', { size: 'big' }), OWNER);
    expect(resize.changes[0]).toMatchObject({
      logicalId: 'Postgres',
      effect: 'restart',
    });
    await deploy('orders', { size: 'huge' });
    await expect(storage('orders')).resolves.toBe('200');
    // Storage never shrinks, so the size of the database that exists counts.
    await deploy('orders', { size: 'tiny' });
    await expect(storage('orders')).resolves.toBe('200');

    await end(
      engine.run(
        'extend',
        { ...ref('orders'), expiresIn: '7d' },
        { token: account.token() },
      ),
    );
    await expect(engine.list('sandbox')).resolves.toEqual([
      expect.objectContaining({
        size: 'tiny',
        sizeAtCreation: 'tiny',
        expiresAt: expect.any(String),
      }),
    ]);
    await expect(teardown('orders')).resolves.toMatchObject({ kept: [] });
    expect(account.sandbox.state().databases).toEqual([]);
  });

  it('keeps one final snapshot where its retention promises one', async () => {
    await deploy('snapped', { retention: 'snapshot' });
    const { kept } = await teardown('snapped');
    expect(kept.map(({ resourceType, kind }) => [resourceType, kind])).toEqual([
      ['AWS::RDS::DBSnapshot', 'retained'],
    ]);
    expect(account.sandbox.state().databases).toEqual([]);
  });

  it('is protected where its retention promises that, until it is released', async () => {
    const { environment } = await deploy('safe', { retention: 'retain' });
    expect(environment.terminationProtection).toBe(true);
    await expect(postgres('safe')).resolves.toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { DeletionProtection: true },
    });
    await expect(teardown('safe')).rejects.toMatchObject({
      findings: [{ code: 'retained' }],
    });
    await deploy('safe', { retention: 'destroy' });
    await expect(
      teardown('safe', { acknowledgeRetained: true }),
    ).resolves.toMatchObject({ kept: [] });
  });

  it('does not change an environment of another stack module, and tears it down', async () => {
    const other = account.engine({
      stackModule: require.resolve('../__testUtils__/testStack'),
    }).engine;
    await deploy('foreign', { size: 'medium' }, other);
    await expect(deploy('foreign', { size: 'big' })).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /'foreign' was not made by the stack module of this portal \(tap\.stack\.module\), and is not changed; nothing was done/,
      ),
    });
    await expect(teardown('foreign')).resolves.toMatchObject({ kept: [] });
  });

  it('names the size that has been removed where a change would need it', async () => {
    await deploy('leftover', { size: 'huge' });
    const without = account.engine().engine;
    await expect(deploy('leftover', {}, without)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /no longer have the size 'huge'; nothing was done\. Choose another one, for example size: tiny/,
      ),
    });
    const { environment } = await deploy('leftover', { size: 'big' }, without);
    expect(environment.size).toBe('big');
    await teardown('leftover');
  });
});
