import { EnvironmentFacets, EnvironmentPage } from './api';
import { systemRef } from './entities';
import { Environment } from './environment';
import {
  EnvironmentFilter,
  EnvironmentOrder,
  EnvironmentQuery,
} from './environmentQuery';
import { expiresSoon } from './expiresSoon';
import { firstSorted } from './firstSorted';

/** Most owners of the facets; those of most environments. */
const OWNERS = 200;

const NEWEST_FIRST: EnvironmentOrder = { field: 'createdAt', order: 'desc' };

/** What the environments themselves do not contain. @public */
export interface SelectionContext {
  /** Entity refs of the caller and of the caller's groups. */
  ownershipRefs: string[];
  /** Title of an owner, by which it is sorted. */
  ownerTitle: (owner: string) => string;
  /** List price in US dollars a month; undefined if it is not known. */
  monthlyUsd: (environment: Environment) => number | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** A page of environments without what is known only of the list as a whole. @public */
export type EnvironmentSelection = Pick<
  EnvironmentPage,
  'allItems' | 'facets' | 'items' | 'monthlyUsd' | 'prices' | 'totalItems'
>;

/**
 * Filters, counts and sorts environments, and selects a page of them.
 *
 * @param environments - all that the caller may read
 * @public
 */
export function selectEnvironments(
  environments: Environment[],
  query: EnvironmentQuery,
  context: SelectionContext,
): EnvironmentSelection {
  const { limit, offset = 0, orderField = NEWEST_FIRST } = query;
  const found = environments.filter(each => matches(each, query, context));
  const items = firstSorted(
    found,
    offset + limit,
    comparator(found, orderField, context),
  ).slice(offset);
  return {
    items,
    totalItems: found.length,
    allItems: environments.length,
    monthlyUsd: found.reduce(
      (sum, each) => sum + (context.monthlyUsd(each) ?? 0),
      0,
    ),
    prices: Object.fromEntries(
      items.flatMap(each => {
        const price = context.monthlyUsd(each);
        return price === undefined ? [] : [[each.stackId, price]];
      }),
    ),
    facets: facetsOf(environments, query),
  };
}

function matches(
  environment: Environment,
  filter: EnvironmentFilter,
  context: SelectionContext,
): boolean {
  const { entityRef, expiring, mine, name, owner, size, status, target } =
    filter;
  return (
    (!name || environment.suffix.includes(name.trim().toLowerCase())) &&
    (!mine || context.ownershipRefs.includes(environment.owner)) &&
    (!owner || environment.owner === owner) &&
    (!target || environment.target === target) &&
    (!size || environment.size === size) &&
    (!status || environment.status === status) &&
    (!entityRef || systemRef(environment) === entityRef) &&
    (!expiring || expiresSoon(environment, context.now))
  );
}

/** Compares in an order that is the same in each request. */
function comparator(
  environments: Environment[],
  { field, order }: EnvironmentOrder,
  context: SelectionContext,
): (a: Environment, b: Environment) => number {
  const keyOf = sortKey(environments, field, context);
  const direction = order === 'desc' ? -1 : 1;
  return (a, b) =>
    direction * compare(keyOf(a), keyOf(b)) ||
    compare(a.suffix, b.suffix) ||
    compare(a.target, b.target);
}

/** Keys are compared with `<`, which is many times faster than a collation. */
function sortKey(
  environments: Environment[],
  field: EnvironmentOrder['field'],
  { monthlyUsd, ownerTitle }: SelectionContext,
): (environment: Environment) => string | number {
  switch (field) {
    case 'name':
      return ({ suffix }) => suffix;
    case 'owner': {
      const owners = [...new Set(environments.map(({ owner }) => owner))];
      const ranks = new Map(
        owners
          .map(owner => ({ owner, title: ownerTitle(owner) }))
          .sort((a, b) => a.title.localeCompare(b.title))
          .map(({ owner }, rank) => [owner, rank]),
      );
      return ({ owner }) => ranks.get(owner)!;
    }
    case 'price':
      return environment => monthlyUsd(environment) ?? -1;
    case 'expiresAt':
      // Environments without expiry come last.
      return ({ expiresAt }) => expiresAt ?? '9999';
    default:
      return environment => environment[field];
  }
}

function compare(a: string | number, b: string | number): number {
  if (a < b) {
    return -1;
  }
  return a > b ? 1 : 0;
}

function facetsOf(
  environments: Environment[],
  filter: EnvironmentFilter,
): EnvironmentFacets {
  const counts = (field: keyof EnvironmentFacets) => {
    const byValue = new Map<string, number>();
    for (const environment of environments) {
      const value = environment[field];
      byValue.set(value, (byValue.get(value) ?? 0) + 1);
    }
    return [...byValue]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || compare(a.value, b.value));
  };
  return {
    owner: counts('owner').filter(
      ({ value }, index) => index < OWNERS || value === filter.owner,
    ),
    target: counts('target'),
    size: counts('size'),
    status: counts('status'),
  };
}
