import { ConflictError, InputError } from '@backstage/errors';
import { FakeEnvironmentService, until } from '@tap/plugin-tap-node/testUtils';
import { resolve } from 'node:path';
import { ScaffolderPortal } from './__testUtils__/ScaffolderPortal';

jest.setTimeout(120_000);

describe('actions and templates in the scaffolder', () => {
  const environments = new FakeEnvironmentService('sandbox', 'staging');
  let portal: ScaffolderPortal;

  beforeAll(async () => {
    environments.refusal = ({ suffix, size }, target) => {
      if (suffix === 'taken') {
        return new ConflictError(`suffix: 'taken' is taken on ${target}`);
      }
      return size === 'large' && target === 'staging'
        ? new InputError(
            "size: 'large' is not on offer on target 'staging', for example small",
          )
        : undefined;
    };
    portal = await ScaffolderPortal.start({
      features: [environments.factory],
      entities: {
        'template:default/ungated': resolve(
          __dirname,
          '__testUtils__/ungated.yaml',
        ),
      },
    });
  });

  afterAll(async () => {
    await portal.stop();
  });

  it('deploys, outputs the connection, and tears down', async () => {
    const deployed = await portal.run('tap-postgres', {
      suffix: 'orders-dev',
      size: 'micro',
      backupRetentionDays: 3,
      plan: null,
    });
    expect(deployed).toMatchObject({ status: 'completed' });
    expect(deployed.output?.links).toEqual([
      {
        title: 'Open environment',
        icon: 'catalog',
        entityRef: 'system:default/tap-orders-dev',
      },
    ]);
    expect(deployed.output?.text?.[0].content).toContain(
      '| Endpoint | `orders-dev.example.internal` |',
    );
    expect(deployed.output?.text?.[0].content).toContain('| Port | `5432` |');
    expect(deployed.log.join('\n')).toContain(
      'Environment orders-dev on target sandbox is ready',
    );
    expect(environments.find({ suffix: 'orders-dev' })).toMatchObject({
      size: 'micro',
      owner: 'user:default/mock',
      lastTaskId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    // Empty fields are left out in the call of the service.
    expect(environments.authorizations).toEqual([
      {
        operation: 'deploy',
        input: { suffix: 'orders-dev', size: 'micro', backupRetentionDays: 3 },
        principal: { type: 'user', userEntityRef: 'user:default/mock' },
      },
    ]);

    const removed = await portal.run('tap-postgres-teardown', {
      suffix: 'orders-dev',
      confirm: 'orders-dev',
    });
    expect(removed).toMatchObject({ status: 'completed' });
    expect(removed.output?.text?.[0].content).toContain('was deleted');
    expect(environments.environments).toEqual([]);
  });

  describe('rejects invalid input', () => {
    it.each([
      [{}, 'suffix', /requires property/, /orders-dev/],
      [{ suffix: 'Orders Dev' }, 'suffix', /pattern/, /for example orders-dev/],
      [{ suffix: 'a'.repeat(30) }, 'suffix', /maximum length/, /at most 20/],
      [{ suffix: 'orders', size: 'Huge' }, 'size', /pattern/, /example small/],
      [
        { suffix: 'orders', retention: 'keep' },
        'retention',
        /enum/,
        /snapshot/,
      ],
      [{ suffix: 'orders', owner: 'a b' }, 'owner', /pattern/, /group:default/],
      [{ suffix: 'orders', target: 'A B' }, 'target', /pattern/, /for example/],
      [{ suffix: 'orders', expiresIn: 'soon' }, 'expiresIn', /pattern/, /12h/],
      [{ suffix: 'orders', engineVersion: '9' }, 'engineVersion', /./, /17\.5/],
      [
        { suffix: 'orders', backupRetentionDays: 36 },
        'backupRetentionDays',
        /less than or equal to 35/,
        /at most 35 days/,
      ],
      [
        { suffix: 'orders', retension: 'retain' },
        'retension',
        /enum/,
        /retention/,
      ],
    ])('%p with 400', async (values, field, rule, example) => {
      const before = environments.authorizations.length;
      const { status, text } = await portal.tasks.create(
        'user:default/mock',
        'tap-postgres',
        values,
      );

      expect(status).toBe(400);
      expect(text).toContain(field);
      expect(text).toMatch(rule);
      expect(text).toMatch(example);
      expect(environments.authorizations).toHaveLength(before);
    });

    it.each([
      [
        'tap-postgres',
        { suffix: 'orders', target: 'moon' },
        /target: there is no target 'moon'/,
      ],
      [
        'tap-postgres',
        { suffix: 'orders', target: 'staging', size: 'large' },
        /size: 'large' is not on offer on target 'staging', for example/,
      ],
      [
        'tap-postgres',
        { suffix: 'orders', expiresIn: '9999d' },
        /expiresIn: must not be longer than 365 days, for example 30d/,
      ],
      ['tap-postgres', { suffix: 'taken' }, /suffix: 'taken' is taken/],
      [
        'tap-postgres-teardown',
        { suffix: 'taken', confirm: 'token' },
        /confirm: must repeat the suffix exactly, for example/,
      ],
      [
        'tap-postgres-teardown',
        { suffix: 'nobody', confirm: 'nobody' },
        /no environment 'nobody'/,
      ],
      ['ungated', { suffix: 'Orders Dev' }, /suffix: must be .*for example/],
      ['ungated', { suffix: 'orders--dev' }, /suffix: .*single hyphens/],
      ['ungated', { suffix: 'orders', owner: 'a b' }, /owner: .*for example/],
      ['ungated', { suffix: 'orders', size: 'Huge' }, /size: .*example small/],
      ['ungated', { suffix: 7 }, /suffix.*string/],
      ['ungated', { suffix: 'orders', sise: 'large' }, /"sise"/],
    ])('with a failing task: %s %p', async (template, values, message) => {
      const before = environments.tokens.length;
      const { error, status } = await portal.run(template, values);

      expect(status).toBe('failed');
      expect(error?.message).toMatch(message);
      expect(environments.tokens).toHaveLength(before);
    });
  });

  it('fails with the typed error of the environment service, unchanged', async () => {
    const error = new Error('Database: value 8589934592 is out of range');
    error.name = 'ConflictError';
    environments.failNext(error);
    const task = await portal.tasks.submit('tap-postgres', {
      suffix: 'orders',
    });
    expect((await portal.tasks.outcome(task)).error).toEqual({
      name: 'ConflictError',
      message: 'Database: value 8589934592 is out of range',
    });

    const retried = await portal.retry(task);
    expect(retried.status).toBe('completed');
    const [first, second] = environments.tokens.slice(-2);
    expect(second).not.toBe(first);
  });

  it('cancels by the signal, and ends when the operation has ended', async () => {
    const release = environments.hold();
    const before = environments.tokens.length;
    const task = await portal.tasks.submit('tap-postgres', {
      suffix: 'cancelled',
    });
    await until(() => environments.tokens.length > before);
    const response = await portal.post(
      `/api/scaffolder/v2/tasks/${task}/cancel`,
      {},
    );
    expect(response.status).toBe(200);

    const { error, status } = await portal.tasks.outcome(task);
    expect(status).toBe('failed');
    expect(error?.message).toBe(
      'The creation was cancelled; the stack is deleted',
    );
    release();
  });

  it('passes free text on unchanged', async () => {
    const description =
      '${{ secrets.backstageToken }} {{resolve:ssm:/x}} $(id) <b>"\\';
    const { status } = await portal.run('tap-postgres', {
      suffix: 'hostile',
      description,
    });
    expect(status).toBe('completed');
    expect(environments.find({ suffix: 'hostile' })?.description).toBe(
      description,
    );
  });

  it('logs the plan in a dry run, and changes nothing', async () => {
    const before = environments.tokens.length;
    const { log } = await portal.dryRun('tap-postgres', { suffix: 'planned' });
    const lines = log.map(({ body }) => body.message).join('\n');

    expect(lines).toContain(
      'Plan: create environment planned on target sandbox',
    );
    expect(lines).toContain('2 × AWS::EC2::Subnet');
    expect(environments.tokens).toHaveLength(before);
  });

  it('shows its actions with schema and examples', async () => {
    const { body: actions } = await portal.get('/api/scaffolder/v2/actions');
    const ours = actions.filter(({ id }: { id: string }) =>
      id.startsWith('tap:'),
    );
    expect(ours.map(({ id }: { id: string }) => id)).toEqual([
      'tap:environment:deploy',
      'tap:environment:extend',
      'tap:environment:rotate-credentials',
      'tap:environment:start',
      'tap:environment:stop',
      'tap:environment:teardown',
    ]);
    for (const { examples, schema } of ours) {
      expect(examples.length).toBeGreaterThan(1);
      expect(schema.input.required).toContain('suffix');
    }
  });
});
