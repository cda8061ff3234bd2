import { EnvironmentQuery } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { testPortal, WHO } from '../__testUtils__/TestPortal';
import {
  createEnvironmentConditionalDecision,
  environmentConditions,
} from '../permissions';
import { TapEngine } from '../TapEngine';

const listed = (suffix: string, changes: object) =>
  sampleEnvironment({ suffix, stackId: `arn:${suffix}`, ...changes });

const environments = [
  listed('carts', { owner: 'group:default/payments', size: 'small' }),
  listed('orders', { owner: 'group:default/others', size: 'small' }),
  listed('shop', { owner: 'group:default/others', size: 'removed' }),
  listed('books', { owner: 'user:default/mia', size: 'micro' }),
];

const READ_AT = '2026-11-20T12:00:00Z';
const ALARMS = environments.map(({ stackName }) => ({
  stackName,
  logicalId: 'Storage',
}));

/** An engine with environments, sizes and prices. */
function fakeEngine() {
  return {
    targetNames: ['main'],
    targets: [
      {
        name: 'main',
        sizes: ['micro', 'small', 'large'],
        sizeSpecs: Object.fromEntries(
          ['micro', 'small', 'large'].map(size => [size, { readReplicas: 0 }]),
        ),
      },
    ],
    lastListing: jest.fn(async () => ({
      environments,
      readAt: READ_AT,
      isBeingRead: false,
    })),
    inAlarm: jest.fn(async () => ALARMS),
    egress: () => undefined,
    price: jest.fn(async (_: string, size: string) => ({
      monthlyUsd: size === 'micro' ? 20 : 100,
    })),
    unavailableReason: undefined as string | undefined,
  };
}

function open() {
  const engine = fakeEngine();
  const portal = testPortal(engine as unknown as TapEngine);
  const page = (query: Partial<EnvironmentQuery> = {}, who = WHO.mia) =>
    portal.service.page({ limit: 20, ...query }, { credentials: who });
  return { engine, page, portal };
}

const suffixes = ({ items }: { items: Array<{ suffix: string }> }) =>
  items.map(({ suffix }) => suffix);

describe('a page of the list of environments', () => {
  it('has the counts, prices and times of all environments that the caller may read', async () => {
    const { page } = open();
    const orderField = { field: 'name', order: 'asc' } as const;
    await expect(page({ limit: 1, offset: 1, orderField })).resolves.toEqual({
      items: [environments[0]],
      totalItems: 4,
      allItems: 4,
      monthlyUsd: 220,
      prices: { 'arn:carts': 100 },
      facets: expect.objectContaining({
        size: [
          { value: 'small', count: 2 },
          { value: 'micro', count: 1 },
          { value: 'removed', count: 1 },
        ],
      }),
      readAt: { main: READ_AT },
      isBeingRead: false,
      unreachable: [],
      alarms: { 'arn:carts': ['Storage'] },
    });
  });

  it('counts no environment that the caller may not read', async () => {
    const { page, portal } = open();
    portal.permissions.authorizeConditional.mockImplementation(
      async questions =>
        questions.map(({ permission }) =>
          createEnvironmentConditionalDecision(
            permission as any,
            environmentConditions.isOwner({ owners: ['user:default/mia'] }),
          ),
        ),
    );
    await expect(page()).resolves.toMatchObject({
      items: [environments[3]],
      totalItems: 1,
      allItems: 1,
      monthlyUsd: 20,
      prices: { 'arn:books': 20 },
      facets: {
        owner: [{ value: 'user:default/mia', count: 1 }],
        size: [{ value: 'micro', count: 1 }],
        status: [{ value: 'available', count: 1 }],
        target: [{ value: 'main', count: 1 }],
      },
      alarms: { 'arn:books': ['Storage'] },
    });
    expect(portal.permissions.authorizeConditional).toHaveBeenCalledTimes(1);
  });

  it('has the environments of the caller and of the groups of the caller', async () => {
    const { page, portal } = open();
    expect(suffixes(await page({ mine: true }))).toEqual(['books', 'carts']);
    expect(suffixes(await page({ mine: true }, WHO.otto))).toEqual([
      'orders',
      'shop',
    ]);
    expect(suffixes(await page({ mine: true }, WHO.service))).toEqual([]);
    await page();
    expect(portal.userInfo.getUserInfo).toHaveBeenCalledTimes(2);
  });

  it('is sorted by the titles of owners that the caller sees', async () => {
    const { page, portal } = open();
    const titled = (displayName: string) => ({
      spec: { profile: { displayName } },
    });
    const read = jest
      .spyOn(portal.catalog, 'getEntitiesByRefs')
      .mockImplementation(async ({ entityRefs }) => ({
        items: entityRefs.map(ref =>
          ref === 'group:default/others'
            ? (titled('A-Team') as any)
            : undefined,
        ),
      }));
    const orderField = { field: 'owner', order: 'asc' } as const;
    expect(suffixes(await page({ orderField }))).toEqual([
      'orders',
      'shop',
      'books',
      'carts',
    ]);
    expect(read).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRefs: [
          'group:default/payments',
          'group:default/others',
          'user:default/mia',
        ],
      }),
      { credentials: WHO.mia },
    );
    await page();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('computes prices once for each size, not for each environment', async () => {
    const { engine, page } = open();
    await page();
    expect(engine.price.mock.calls.map(([, size]) => size).sort()).toEqual([
      'micro',
      'small',
    ]);
  });

  it('has no prices if the stack module cannot be loaded', async () => {
    const { engine, page } = open();
    engine.unavailableReason = 'It is not installed.';
    await expect(page()).resolves.toMatchObject({ monthlyUsd: 0, prices: {} });
  });

  it('is only for users who are signed in', async () => {
    const { page } = open();
    await expect(page({}, WHO.unauthenticated)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
