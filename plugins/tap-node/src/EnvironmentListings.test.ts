import { Stack } from '@aws-sdk/client-cloudformation';
import { ServiceUnavailableError } from '@backstage/errors';
import { encodeMetadata, Environment } from '@tap/plugin-tap-common';
import { mockLogger } from './__testUtils__/mockLogger';
import { deferred } from './__testUtils__/deferred';
import { EnvironmentListings } from './EnvironmentListings';
import { TargetRuntime } from './operation/TargetRuntime';
import { stackToEnvironment } from './stack';

const VALUE = encodeMetadata({
  owner: 'group:default/payments',
  size: 'micro',
  retention: 'destroy',
  engineVersion: '17.9',
  backupRetentionDays: 7,
  pins: { availabilityZones: ['eu-central-1a', 'eu-central-1b'] },
});

function aStack(name: string, suffix: string, status?: string): Stack {
  return {
    StackName: name,
    StackId: `arn:aws:cloudformation:eu-central-1:111122223333:stack/${name}/1`,
    StackStatus: (status ?? 'CREATE_COMPLETE') as Stack['StackStatus'],
    CreationTime: new Date('2026-11-01T10:00:00Z'),
    Tags: [
      { Key: 'tap:portal', Value: 'tap' },
      { Key: 'tap:suffix', Value: suffix },
    ],
    Parameters: [{ ParameterKey: 'TapMetadata', ParameterValue: VALUE }],
  };
}

const stackOf = (suffix: string, status?: string) =>
  aStack(`TapStack-${suffix}`, suffix, status);

const ORDERS = stackOf('orders');

describe('EnvironmentListings', () => {
  const logger = mockLogger();
  /** The responses to the reads, in their order; the last one is also that to all later ones. */
  let responses: Array<() => Promise<Stack[]>>;
  let reads: number;
  let listings: EnvironmentListings;

  const runtime = {
    logger,
    stacks: {
      async *describePages({
        isKnown,
      }: {
        isKnown: (digest: string) => boolean;
      }) {
        const respond = responses[Math.min(reads, responses.length - 1)];
        reads += 1;
        const stacks = await respond();
        const digest = JSON.stringify(stacks);
        yield { digest, stacks: isKnown(digest) ? [] : stacks };
      },
    },
    target: {
      name: 'main',
      accountId: '111122223333',
      region: 'eu-central-1',
    },
  } as unknown as TargetRuntime;

  const respondWith = (...each: Array<Stack[] | Error>) => {
    responses = each.map(response => async () => {
      if (response instanceof Error) {
        throw response;
      }
      return response;
    });
  };
  const environment = (stack: Stack): Environment =>
    stackToEnvironment(stack, runtime.target)!;
  /** Stack names and statuses of the last listing. */
  const listed = async () =>
    Object.fromEntries(
      (await listings.last(runtime)).environments.map(
        ({ suffix, stackStatus }) => [suffix, stackStatus],
      ),
    );
  const later = (seconds: number) =>
    jest.advanceTimersByTimeAsync(seconds * 1_000);

  beforeEach(() => {
    jest.useFakeTimers();
    jest.resetAllMocks();
    reads = 0;
    listings = new EnvironmentListings();
    respondWith([ORDERS]);
  });
  afterEach(() => jest.useRealTimers());

  it('lists environments, and logs once why other stacks with the prefix are not environments', async () => {
    respondWith([
      aStack('TapStack-eve-own', 'eve-own'),
      aStack('TapStack-Eve-Own', 'Eve-Own'),
      aStack('Unrelated', 'unrelated'),
    ]);

    await listings.read(runtime);
    const found = await listings.read(runtime);

    expect(found.map(({ stackName }) => stackName)).toEqual([
      'TapStack-eve-own',
    ]);
    expect(logger.info.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Stack arn:.*TapStack-Eve-Own\/1 is not an environment of target 'main': its name is not TapStack- and a suffix of 3 to 20 characters/,
        ),
      ],
    ]);
  });

  it('keeps the environments of a page that has not changed, until it does', async () => {
    const first = await listings.read(runtime);
    const second = await listings.read(runtime);
    expect(second[0]).toBe(first[0]);

    respondWith([stackOf('orders', 'DELETE_IN_PROGRESS')], [ORDERS]);
    reads = 0;
    await listings.read(runtime);
    expect(await listed()).toEqual({ orders: 'DELETE_IN_PROGRESS' });
    await listings.read(runtime);
    expect(await listed()).toEqual({ orders: 'CREATE_COMPLETE' });
  });

  it('makes one read for many requests, and says when it was', async () => {
    const began = new Date().toISOString();
    const first = await Promise.all(
      Array.from({ length: 20 }, () => listings.last(runtime)),
    );
    await later(9);
    const second = await listings.last(runtime);

    expect(reads).toBe(1);
    expect([...first, second]).toEqual(
      Array(21).fill({
        environments: [environment(ORDERS)],
        readAt: began,
        isBeingRead: false,
        unreachable: undefined,
      }),
    );
  });

  it('is updated by every read of all environments', async () => {
    await listings.read(runtime);
    await expect(listed()).resolves.toEqual({ orders: 'CREATE_COMPLETE' });
    expect(reads).toBe(1);
  });

  it('returns an old listing at once, and reads it again once in the background', async () => {
    await listings.last(runtime);
    const response = deferred<Stack[]>();
    responses = [() => response.promise];
    await later(11);

    await expect(listings.last(runtime)).resolves.toMatchObject({
      environments: [{ suffix: 'orders' }],
      isBeingRead: true,
    });
    await listed();
    expect(reads).toBe(2);

    response.resolve([stackOf('shipping')]);
    await later(0);
    await expect(listings.last(runtime)).resolves.toMatchObject({
      environments: [{ suffix: 'shipping' }],
      isBeingRead: false,
    });
    expect(reads).toBe(2);
  });

  it('waits for a read if the listing is very old', async () => {
    respondWith([ORDERS], [stackOf('shipping')]);
    await listings.last(runtime);
    await later(31);
    await expect(listed()).resolves.toEqual({ shipping: 'CREATE_COMPLETE' });
  });

  it('is read at most a fifth of the time, and does not wait, if a read takes long', async () => {
    const slowly = () =>
      new Promise<Stack[]>(resolve => setTimeout(resolve, 25_000, [ORDERS]));
    responses = [slowly];
    const first = listings.last(runtime);
    await later(25);
    await first;
    await later(99);
    await listed();
    expect(reads).toBe(1);
    await later(2);
    await listed();
    expect(reads).toBe(2);
    await later(24);
    await listed();
    expect(reads).toBe(2);
  });

  it('contains changes of this process at once, also if a read that began before them returns later', async () => {
    await listings.last(runtime);
    const response = deferred<Stack[]>();
    responses = [() => response.promise, async () => [ORDERS]];
    reads = 0;
    await later(11);
    await listed();
    await later(1);

    listings.note(environment(stackOf('orders', 'DELETE_IN_PROGRESS')));
    listings.note(environment(stackOf('newer', 'CREATE_IN_PROGRESS')));
    const changed = {
      orders: 'DELETE_IN_PROGRESS',
      newer: 'CREATE_IN_PROGRESS',
    };
    await expect(listed()).resolves.toEqual(changed);
    response.resolve([ORDERS]);
    await later(0);
    await expect(listed()).resolves.toEqual(changed);

    listings.note(environment(stackOf('orders', 'DELETE_COMPLETE')));
    await expect(listed()).resolves.toEqual({ newer: 'CREATE_IN_PROGRESS' });

    // A read that began afterwards contains them.
    await later(11);
    await listed();
    await later(0);
    await expect(listed()).resolves.toEqual({ orders: 'CREATE_COMPLETE' });
  });

  it('keeps the last listing of a target that cannot be reached, and says since when', async () => {
    const failure = new ServiceUnavailableError('AWS does not respond');
    respondWith([ORDERS], failure, failure, [stackOf('shipping')]);
    const slowFailure = deferred<Stack[]>();
    responses[2] = () => slowFailure.promise;
    await listings.last(runtime);
    await later(11);
    const since = new Date().toISOString();
    await listed();
    await later(60);
    const unreachable = { since, cause: 'AWS does not respond' };
    const expected = { environments: [{ suffix: 'orders' }], unreachable };
    // Old, but it does not wait for AWS again.
    await expect(listings.last(runtime)).resolves.toMatchObject(expected);
    slowFailure.reject(failure);
    await later(1);
    await expect(listings.last(runtime)).resolves.toMatchObject(expected);
    await later(0);
    const reached = await listings.last(runtime);
    expect(reached).toMatchObject({ environments: [{ suffix: 'shipping' }] });
    expect(reached.unreachable).toBeUndefined();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('is empty if its target could never be reached', async () => {
    respondWith(new ServiceUnavailableError('AWS does not respond'));
    await expect(listings.last(runtime)).resolves.toMatchObject({
      environments: [],
      readAt: undefined,
      unreachable: { cause: 'AWS does not respond' },
    });
    await expect(listings.read(runtime)).rejects.toThrow(
      'AWS does not respond',
    );
  });

  it('reports other errors to those who wait, and in the log', async () => {
    respondWith([ORDERS], new Error('unexpected'));
    await listings.last(runtime);
    await later(11);
    await expect(listed()).resolves.toEqual({ orders: 'CREATE_COMPLETE' });
    await later(20);
    await expect(listed()).rejects.toThrow('unexpected');
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
