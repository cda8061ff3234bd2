import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { AwsAccessError } from '@tap/plugin-tap-node';
import { FakeEnvironmentService, until } from '@tap/plugin-tap-node/testUtils';
import { FakeTask } from '../__testUtils__/FakeTask';
import { OperationContext } from './OperationContext';
import { runOperation } from './runOperation';

describe('runOperation', () => {
  let environments: FakeEnvironmentService;
  let task: FakeTask;

  beforeEach(() => {
    environments = new FakeEnvironmentService('sandbox', 'staging');
    task = new FakeTask();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const deploy = (ctx: OperationContext, suffix = 'orders-dev') =>
    runOperation(ctx, {
      environments,
      operation: 'deploy',
      ref: { suffix, target: 'sandbox' },
      input: { suffix },
    });

  it('authorizes once, then runs with a token that is valid for AWS', async () => {
    const completed = await deploy(task.run());

    expect(completed.environment.suffix).toBe('orders-dev');
    expect(environments.authorizations).toHaveLength(1);
    expect(environments.tokens).toEqual([
      expect.stringMatching(/^[A-Za-z0-9-]{1,128}$/),
    ]);
    expect(environments.runs[0]).toMatchObject({
      resumed: false,
      taskId: 'task-1',
      authorization: { operation: 'deploy', suffix: 'orders-dev' },
    });
  });

  it('joins the operation when it runs again, without another authorization', async () => {
    const release = environments.hold();
    const died = deploy(task.run());
    await until(() => environments.tokens.length === 1);

    const recovered = deploy(task.run());
    await until(() => environments.runs.length === 2);
    release();
    await Promise.all([died, recovered]);

    expect(environments.tokens).toHaveLength(1);
    expect(environments.authorizations).toHaveLength(1);
    expect(environments.runs.map(({ resumed }) => resumed)).toEqual([
      false,
      true,
    ]);
  });

  it('starts one operation for two concurrent runners', async () => {
    await Promise.all([deploy(task.run()), deploy(task.run())]);
    expect(environments.tokens).toHaveLength(1);
  });

  it('starts a new attempt with a new authorization at each retry after a failure', async () => {
    environments.failNext(new Error('Database: quota exceeded'));
    await expect(deploy(task.run())).rejects.toThrow('quota exceeded');
    environments.failNext(new Error('Database: quota exceeded again'));
    await expect(deploy(task.retry())).rejects.toThrow('exceeded again');
    await deploy(task.retry());

    expect(new Set(environments.tokens).size).toBe(3);
    expect(environments.authorizations).toHaveLength(3);
    expect(environments.runs.map(({ resumed }) => resumed)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('returns the failure again if the scaffolder recovers the task after it', async () => {
    environments.failNext(new ConflictError('Database: quota exceeded'));
    await expect(deploy(task.run())).rejects.toThrow('quota exceeded');

    await expect(deploy(task.run())).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'Database: quota exceeded',
    });
    expect(environments.tokens).toHaveLength(1);
    expect(JSON.stringify(task.saved)).not.toContain('token-0');
  });

  it('throws the error of the environment service unchanged', async () => {
    const error = new ConflictError('The stack is being deleted');
    environments.failNext(error);
    await expect(deploy(task.run())).rejects.toBe(error);
  });

  it.each([
    ['AWS does not respond', new ServiceUnavailableError('no response'), 1],
    ['AWS denies a call after the start', denied(true), 1],
    ['AWS denies a call before the start', denied(false), 2],
  ])(
    'decides whether a retry uses the same token if %s',
    async (_, error, tokens) => {
      environments.failNext(error);
      await expect(deploy(task.run())).rejects.toBe(error);
      await deploy(task.retry()).catch(() => undefined);

      expect(environments.tokens).toHaveLength(tokens);
      expect(environments.runs[1].resumed).toBe(tokens === 1);
    },
  );

  it('needs the token of its initiator only before the operation starts', async () => {
    jest.useFakeTimers();
    const authorize = jest.spyOn(environments, 'authorize');
    const release = environments.hold();
    const running = deploy(task.run());
    await jest.advanceTimersByTimeAsync(0);
    // Backstage rejects the token after an hour; a `large` and its clean-up can take longer.
    authorize.mockRejectedValue(new Error('401 Unauthorized'));
    await jest.advanceTimersByTimeAsync(65 * 60_000);
    const recovered = deploy(task.run());
    await jest.advanceTimersByTimeAsync(0);
    release();

    await expect(Promise.all([running, recovered])).resolves.toMatchObject([
      { type: 'completed' },
      { type: 'completed' },
    ]);
    expect(authorize).toHaveBeenCalledTimes(1);
    expect(task.lines).toContain(
      'Waiting for Database (0 of 10 resources done)',
    );
  });

  it('is not authorized by a failed checkpoint', async () => {
    const authorize = jest
      .spyOn(environments, 'authorize')
      .mockRejectedValueOnce(new Error('not allowed'));
    await expect(deploy(task.run())).rejects.toThrow('not allowed');
    expect(environments.tokens).toEqual([]);

    await deploy(task.run());
    expect(authorize).toHaveBeenCalledTimes(2);
    expect(environments.tokens).toHaveLength(1);
  });

  it('uses separate checkpoints and tokens for each environment', async () => {
    await deploy(task.run(), 'orders-dev');
    await deploy(task.run(), 'orders-test');

    expect(new Set(environments.tokens).size).toBe(2);
    const keys = Object.keys(task.saved);
    expect(keys).toContain('tap.deploy.sandbox.orders-dev.attempt-1.permit');
    expect(keys).toContain('tap.deploy.sandbox.orders-test.attempt-1.permit');
  });

  it('cancels by the signal of the task, and can be retried', async () => {
    environments.hold();
    const controller = new AbortController();
    const running = deploy(task.run({ signal: controller.signal }));
    await until(() => environments.tokens.length === 1);
    controller.abort();
    await expect(running).rejects.toThrow('was cancelled');

    environments.hold()();
    await deploy(task.retry());
    expect(environments.tokens).toHaveLength(2);
  });

  it('throws the failure even if it cannot be recorded', async () => {
    const error = new Error('Database: quota exceeded');
    environments.failNext(error);
    const ctx = task.run();
    const unwritable: OperationContext['checkpoint'] = async options => {
      if (!options.key.endsWith('.failed')) {
        return ctx.checkpoint(options);
      }
      const cause = await Promise.resolve(options.fn()).then(
        () => new Error('unexpected'),
        (thrown: unknown) => thrown,
      );
      throw new AggregateError(
        [cause, new Error('database is locked')],
        'not persisted',
      );
    };
    await expect(deploy({ ...ctx, checkpoint: unwritable })).rejects.toBe(
      error,
    );
    expect(task.lines.join('\n')).toContain('could not be recorded');
  });
});

function denied(mayStillRun: boolean): AwsAccessError {
  return new AwsAccessError('denied', { action: 'rds:X', mayStillRun });
}
