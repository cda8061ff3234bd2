import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonValue } from '@backstage/types';
import { Environment, environmentEntities } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { setTimeout as sleep } from 'node:timers/promises';
import { CatalogWait } from './CatalogWait';

jest.mock('node:timers/promises', () => {
  const real = jest.requireActual('node:timers/promises');
  return { ...real, setTimeout: jest.fn(real.setTimeout) };
});

const ORDERS = sampleEnvironment();
const [SYSTEM] = environmentEntities(ORDERS);

/** An entity of a replica that does not exist. */
const WITH_REPLICA = environmentEntities({
  ...ORDERS,
  outputs: { ...ORDERS.outputs!, ReadReplica1Endpoint: 'replica.example' },
});

/** The timeout of tests that wait for it. */
const SHORT = { milliseconds: 500 };

describe('CatalogWait', () => {
  const logger = mockServices.logger.mock();

  beforeEach(() => jest.clearAllMocks());

  /** A wait on a catalog that returns these lists of entities one after the other, and then always the last one. */
  function waitOn(
    lists: Array<Entity[] | Error | Promise<never>>,
    timeout?: JsonValue,
  ) {
    let reads = 0;
    const read = jest.fn(async ({ entityRefs }: { entityRefs: string[] }) => {
      const answer = lists[Math.min(reads, lists.length - 1)];
      reads += 1;
      if (answer instanceof Error) {
        throw answer;
      }
      const shown = await answer;
      const items = entityRefs.map(ref =>
        shown.find(entity => stringifyEntityRef(entity) === ref),
      );
      return { items };
    });
    const wait = CatalogWait.create({
      auth: mockServices.auth(),
      catalog: catalogServiceMock.mock({ getEntitiesByRefs: read }),
      config: mockServices.rootConfig({
        data: { tap: timeout === undefined ? {} : { catalogTimeout: timeout } },
      }),
    });
    return { wait, read };
  }

  const changed = (facts: Partial<Environment>) =>
    environmentEntities({ ...ORDERS, ...facts });

  it.each<[string, Entity[]]>([
    ['nothing yet', []],
    ['the System alone', [SYSTEM]],
    ['the environment as it was', changed({ size: 'micro' })],
    ['an earlier status', changed({ status: 'updating' })],
    ['an earlier owner', changed({ owner: 'group:default/others' })],
    ['an earlier stack of that name', changed({ stackId: 'arn:earlier' })],
    ['a replica that is no more', WITH_REPLICA],
  ])('waits while the catalog shows %s', async (_, before) => {
    const { wait, read } = waitOn([
      before,
      before,
      environmentEntities(ORDERS),
    ]);
    await wait.untilShown(ORDERS, { logger });
    expect(read).toHaveBeenCalledTimes(3);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('ignores annotations and entities of other sources', async () => {
    const [system, ...rest] = environmentEntities(ORDERS);
    const annotated = structuredClone(system);
    annotated.metadata.annotations!['backstage.io/orphan'] = 'false';
    const foreign = WITH_REPLICA.find(({ metadata }) =>
      metadata.name.endsWith('replica-1'),
    )!;
    const others = structuredClone(foreign);
    others.metadata.annotations = {};
    const { wait, read } = waitOn([[annotated, ...rest, others]]);
    await wait.untilShown(ORDERS, { logger });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('waits until all entities of a stack are removed', async () => {
    const again = changed({ stackId: 'arn:later' });
    const { wait, read } = waitOn([WITH_REPLICA, WITH_REPLICA.slice(1), again]);
    await wait.untilGone(ORDERS, { logger });
    expect(read).toHaveBeenCalledTimes(3);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('continues after a failed read', async () => {
    const { wait } = waitOn([new Error('503'), environmentEntities(ORDERS)]);
    await wait.untilShown(ORDERS, { logger });
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each<[string, Entity[] | Error | Promise<never>, RegExp]>([
    ['shows nothing', [], /within 0\.5 seconds .* tap\.catalogTimeout/],
    ['cannot be read', new Error('503'), /\(Error: 503\)/],
    ['does not respond', new Promise(() => {}), /does not respond/],
  ])('ends with a warning if the catalog %s', async (_, shows, message) => {
    const { wait } = waitOn([shows], SHORT);
    await wait.untilShown(ORDERS, { logger });
    expect(logger.warn.mock.calls).toEqual([[expect.stringMatching(message)]]);
  });

  it('reads again after a pause of at most a third of the time that it has waited', async () => {
    const { wait } = waitOn([
      ...Array.from({ length: 8 }, () => []),
      environmentEntities(ORDERS),
    ]);
    for (let reads = 1; reads <= 8; reads += 1) {
      jest.mocked(sleep).mockResolvedValueOnce(undefined);
    }
    await wait.untilShown(ORDERS, { logger });
    const pauses = jest.mocked(sleep).mock.calls.map(([pause]) => pause!);
    const waited = (count: number) =>
      pauses.slice(0, count).reduce((sum, pause) => sum + pause, 0);
    expect(pauses).toHaveLength(8);
    pauses.forEach((pause, index) => {
      expect(pause).toBeLessThanOrEqual(200 + waited(index) / 3);
    });
  });

  it('ends at once if the task is cancelled, without a warning', async () => {
    const cancellation = new AbortController();
    const { wait, read } = waitOn([[]]);
    const waiting = wait.untilShown(ORDERS, {
      logger,
      signal: cancellation.signal,
    });
    while (read.mock.calls.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    cancellation.abort();
    await expect(waiting).resolves.toBeUndefined();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('does not read the catalog if the timeout is zero', async () => {
    const { wait, read } = waitOn([[]], { seconds: 0 });
    await wait.untilShown(ORDERS, { logger });
    await wait.untilGone(ORDERS, { logger });
    expect(read).not.toHaveBeenCalled();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('rejects a timeout that is not a duration', () => {
    expect(() => waitOn([], 'soon')).toThrow(/tap\.catalogTimeout/);
  });
});
