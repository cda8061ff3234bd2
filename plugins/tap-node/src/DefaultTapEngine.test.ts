import { ConfigReader } from '@backstage/config';
import { sizes } from '@tap/stack/module';
import { mockLogger } from './__testUtils__/mockLogger';
import { mockLifecycle } from './__testUtils__/mockLifecycle';

/** The packages that the engine does not load when it is created, in the order in which it loads them. */
const LAZY = ['ec2', 'rds', 'ssm', 'service-quotas', 'pricing'];
const loaded: string[] = [];

for (const name of LAZY) {
  const client = `@aws-sdk/client-${name}`;
  jest.doMock(client, () => {
    loaded.push(name);
    return jest.requireActual(client);
  });
}

// Not by an import, which would come before the mocks.
const { DefaultTapEngine } =
  jest.requireActual<typeof import('./DefaultTapEngine')>('./DefaultTapEngine');

/** Longer than the time from the start until the worker is warmed up. */
const A_MINUTE = 60_000;

function startBackEnd(targets = ['dev', 'prod']) {
  const hooks = { startup: () => {}, shutdown: () => {} };
  const synthesize = jest.fn().mockResolvedValue({ templateBody: '{}' });
  DefaultTapEngine.create({
    config: new ConfigReader({
      tap: {
        targets: targets.map((name, index) => ({
          name,
          default: index === 0,
          accountId: `00000000000${index}`,
          region: 'us-east-1',
          endpoint: 'http://127.0.0.1:4577',
        })),
      },
    }),
    logger: mockLogger(),
    lifecycle: {
      ...mockLifecycle(),
      addStartupHook: hook => Object.assign(hooks, { startup: hook }),
      addShutdownHook: hook => Object.assign(hooks, { shutdown: hook }),
    },
    synthesizer: { synthesize, stop: async () => {} },
  });
  hooks.startup();
  return { synthesize, stop: () => hooks.shutdown() };
}

describe('the packages of AWS clients', () => {
  // The first test of this file: packages are loaded once.
  it('are not loaded with the engine, but while the back end is idle', async () => {
    const realTurn = setImmediate;
    jest.useFakeTimers();
    try {
      startBackEnd();
      expect(loaded).toEqual([]);
      await jest.advanceTimersByTimeAsync(A_MINUTE);
      while (loaded.length < LAZY.length) {
        await new Promise(resolve => realTurn(resolve));
      }
    } finally {
      jest.useRealTimers();
    }
    expect(loaded).toEqual(LAZY);
  });
});

describe('the synthesis worker of an idle back end', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(async () => {
    jest.useRealTimers();
    // The packages of AWS clients are loaded in five turns.
    for (let turn = 0; turn < 10; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
  });

  it('is warmed up with the sizes of the default target, behind all operations', async () => {
    const { synthesize } = startBackEnd();
    expect(synthesize).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(A_MINUTE);
    expect(synthesize.mock.calls).toEqual(
      Object.values(sizes).map(size => [
        expect.objectContaining({ accountId: '000000000000', size }),
        'query',
      ]),
    );
  });

  it('is not warmed up while the back end stops', async () => {
    const { synthesize, stop } = startBackEnd();
    await stop();
    await jest.advanceTimersByTimeAsync(A_MINUTE);
    expect(synthesize).not.toHaveBeenCalled();
  });

  it('is not needed without a target', async () => {
    const { synthesize } = startBackEnd([]);
    await jest.advanceTimersByTimeAsync(A_MINUTE);
    expect(synthesize).not.toHaveBeenCalled();
  });
});
