import { Environment } from './environment';
import { EnvironmentQuery } from './environmentQuery';
import { selectEnvironments } from './selectEnvironments';
import { sampleEnvironment } from './testUtils';

const orders = sampleEnvironment({
  suffix: 'orders-dev',
  createdAt: '2026-11-03T10:00:00Z',
  expiresAt: '2026-11-22T11:00:00Z',
});
const shop = sampleEnvironment({
  suffix: 'shop',
  owner: 'group:default/b-team',
  target: 'production',
  isDefaultTarget: false,
  size: 'large',
  stackStatus: 'CREATE_IN_PROGRESS',
  createdAt: '2026-11-02T10:00:00Z',
  expiresAt: '2026-11-22T13:00:00Z',
});
const carts = sampleEnvironment({
  suffix: 'carts',
  owner: 'user:default/mia',
  size: 'micro',
  stackStatus: 'DELETE_FAILED',
  createdAt: '2026-11-01T10:00:00Z',
});
const all = [orders, shop, carts].map(each => ({
  ...each,
  stackId: `arn:${each.suffix}`,
}));

const PRICES: Record<string, number> = { 'orders-dev': 100, shop: 7.5 };
const TITLES: Record<string, string> = {
  'group:default/payments': 'payments',
  'group:default/b-team': 'Zoo',
  'user:default/mia': 'Mia',
};

const select = (
  query: Partial<EnvironmentQuery>,
  environments: Environment[] = all,
) =>
  selectEnvironments(
    environments,
    { limit: 20, ...query },
    {
      ownershipRefs: ['user:default/mia', 'group:default/payments'],
      ownerTitle: owner => TITLES[owner] ?? owner,
      monthlyUsd: ({ suffix }) => PRICES[suffix],
      now: Date.parse('2026-11-20T12:00:00Z'),
    },
  );

const names = (query: Partial<EnvironmentQuery>, environments = all) =>
  select(query, environments).items.map(({ suffix }) => suffix);

describe('selectEnvironments', () => {
  it.each<[Partial<EnvironmentQuery>, string[]]>([
    [{}, ['orders-dev', 'shop', 'carts']],
    [{ name: ' RDERS ' }, ['orders-dev']],
    [{ mine: true }, ['orders-dev', 'carts']],
    [{ mine: false }, ['orders-dev', 'shop', 'carts']],
    [{ owner: 'group:default/b-team' }, ['shop']],
    [{ target: 'production' }, ['shop']],
    [{ size: 'micro' }, ['carts']],
    [{ status: 'creating' }, ['shop']],
    // Only those that expire within 48 hours.
    [{ expiring: true }, ['orders-dev']],
    [{ entityRef: 'system:default/tap-carts' }, ['carts']],
    [{ entityRef: 'system:default/tap-shop' }, []],
    [{ mine: true, size: 'small' }, ['orders-dev']],
    [{ mine: true, target: 'production' }, []],
  ])('filters by %j', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it.each<[NonNullable<EnvironmentQuery['orderField']>['field'], string[]]>([
    ['name', ['carts', 'orders-dev', 'shop']],
    ['status', ['orders-dev', 'shop', 'carts']],
    // By title, as a dictionary does.
    ['owner', ['carts', 'orders-dev', 'shop']],
    ['size', ['shop', 'carts', 'orders-dev']],
    ['target', ['carts', 'orders-dev', 'shop']],
    ['createdAt', ['carts', 'shop', 'orders-dev']],
    // Without expiry last, without a price first.
    ['expiresAt', ['orders-dev', 'shop', 'carts']],
    ['price', ['carts', 'shop', 'orders-dev']],
  ])('sorts by %s', (field, expected) => {
    const order = (direction: 'asc' | 'desc') =>
      names({ orderField: { field, order: direction } });
    expect(order('asc')).toEqual(expected);
    // Equal ones stay sorted by name.
    expect(order('desc')).toEqual(
      field === 'target'
        ? ['shop', 'carts', 'orders-dev']
        : [...expected].reverse(),
    );
  });

  it('sorts what is equal by name, whatever the order of the list is', () => {
    const orderField = { field: 'target', order: 'desc' } as const;
    const sorted = ['shop', 'carts', 'orders-dev'];
    expect(names({ orderField })).toEqual(sorted);
    expect(names({ orderField }, [...all].reverse())).toEqual(sorted);
  });

  it('returns a page with the counts and the price of all pages', () => {
    const page = select({ limit: 1, offset: 1, mine: true });
    expect(page).toMatchObject({
      items: [{ suffix: 'carts' }],
      totalItems: 2,
      allItems: 3,
      monthlyUsd: 100,
      prices: {},
    });
    expect(select({ limit: 1, offset: 1 })).toMatchObject({
      items: [{ suffix: 'shop' }],
      totalItems: 3,
      monthlyUsd: 107.5,
      prices: { 'arn:shop': 7.5 },
    });
    expect(select({ offset: 3 })).toMatchObject({ items: [], totalItems: 3 });
  });

  it('counts the values of all environments, whatever the filter is', () => {
    expect(select({ name: 'shop' }).facets).toEqual({
      owner: [
        { value: 'group:default/b-team', count: 1 },
        { value: 'group:default/payments', count: 1 },
        { value: 'user:default/mia', count: 1 },
      ],
      target: [
        { value: 'main', count: 2 },
        { value: 'production', count: 1 },
      ],
      size: [
        { value: 'large', count: 1 },
        { value: 'micro', count: 1 },
        { value: 'small', count: 1 },
      ],
      status: [
        { value: 'available', count: 1 },
        { value: 'creating', count: 1 },
        { value: 'delete-failed', count: 1 },
      ],
    });
  });

  it('returns at most 200 owners, those of most environments, and the one of the filter', () => {
    const ownedBy = (owner: string) => sampleEnvironment({ owner });
    const owner = 'user:default/zoe';
    const many = [
      ...Array.from({ length: 250 }, (_, index) =>
        ownedBy(`user:default/u${String(index).padStart(3, '0')}`),
      ),
      ownedBy('user:default/u249'),
      ownedBy(owner),
    ];
    const ownersOf = (query: Partial<EnvironmentQuery>) =>
      select(query, many).facets.owner.map(({ value }) => value);
    expect(ownersOf({})).toHaveLength(200);
    expect(ownersOf({})[0]).toBe('user:default/u249');
    expect(ownersOf({})).not.toContain(owner);
    expect(ownersOf({ owner })).toHaveLength(201);
    expect(ownersOf({ owner })).toContain(owner);
  });
});
