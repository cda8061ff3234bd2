import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Entity } from '@backstage/catalog-model';
import {
  Environment,
  EnvironmentFacets,
  EnvironmentQuery,
  environmentQueryParams,
  foreignLocation,
  isPlaceholder,
  OWNER_TITLE_FIELDS,
  ownerTitle,
  StackStatus,
  systemRef,
  UnreachableTarget,
} from '@tap/plugin-tap-common';
import { useCallback, useRef } from 'react';
import { tapApiRef } from '../api';
import { environmentAttention } from '../lib/environmentAttention';
import { useDebounced } from './useDebounced';
import { Polled, usePolling } from './usePolling';

/** Interval while an operation is in progress, and otherwise: other users change environments too. */
const INTERVALS = { intervalMs: 5_000, settledIntervalMs: 30_000 };

/** Pause after the last keystroke of a search, in milliseconds. */
const SEARCH_PAUSE_MS = 200;

/** One row of the environments page. */
export interface EnvironmentRow {
  /** Stack ARN. */
  id: string;
  environment: Environment;
  /** Title of the owner in the catalog. */
  ownerTitle: string;
  /** Whether the catalog contains the owner. */
  hasOwnerPage: boolean;
  /** What is wrong, and what to do. */
  attention?: string;
  /** Logical IDs of its alarms in state ALARM. */
  alarms: string[];
  /** List price in US dollars per month. */
  monthlyUsd?: number;
  /** Entity ref, if the catalog contains the environment. */
  entityRef?: string;
  /** The entity that has the name of the environment and keeps it out of the catalog. */
  conflict?: { entityRef: string; location: string };
}

/** A page of the environments that the user may read. */
export interface Environments {
  rows: EnvironmentRow[];
  /** Number of environments that match the filter, on all pages. */
  totalItems: number;
  /** Number of environments without the filter. */
  allItems: number;
  /** List price of those that match, on all pages, in US dollars per month. */
  monthlyUsd: number;
  /** The values that the environments have. */
  facets: EnvironmentFacets;
  /** Titles of the owners of `facets`. */
  ownerTitles: Map<string, string>;
  /** When the environments of each target were read, ISO 8601, by the name of the target. */
  readAt: Record<string, string>;
  /** Whether they are being read again. */
  isBeingRead: boolean;
  unreachable: UnreachableTarget[];
}

/**
 * A page of the environments, polled. `isStale`: the value is that of an earlier query, and the one of this query is being read.
 */
export function useEnvironments(
  query: EnvironmentQuery,
): Polled<Environments> & { isStale: boolean } {
  const tapApi = useApi(tapApiRef);
  const catalogApi = useApi(catalogApiRef);
  const name = useDebounced(query.name, SEARCH_PAUSE_MS);
  const sent = { ...query, name };
  const current = useRef(sent);
  current.current = sent;
  const key = environmentQueryParams(sent).toString();
  const read = useCallback(async () => {
    const [page, options] = await Promise.all([
      tapApi.listEnvironments(current.current),
      // The page works without them.
      tapApi.getOptions().catch(() => undefined),
    ]);
    const { alarms = {}, facets, items, prices, ...totals } = page;
    const readEntities = async (entityRefs: string[], fields: string[]) => {
      const { items: entities } = await catalogApi.getEntitiesByRefs({
        entityRefs,
        fields,
      });
      return new Map(entityRefs.map((ref, index) => [ref, entities[index]]));
    };
    const [systems, owners] = await Promise.all([
      readEntities(items.map(systemRef), [
        'metadata.name',
        'metadata.annotations',
      ]),
      readEntities(
        [
          ...new Set([
            ...items.map(({ owner }) => owner),
            ...facets.owner.map(({ value }) => value),
          ]),
        ],
        ['metadata.name', ...OWNER_TITLE_FIELDS],
      ),
    ]);
    const titleOf = (ref: string) => ownerTitle(ref, owners.get(ref));
    const value: Environments = {
      ...totals,
      facets,
      ownerTitles: new Map(
        facets.owner.map(({ value: ref }) => [ref, titleOf(ref)]),
      ),
      rows: items.map(environment => {
        const { owner, stackId } = environment;
        const hasOwnerPage = owners.get(owner) !== undefined;
        const entityRef = systemRef(environment);
        return {
          id: stackId,
          environment,
          ownerTitle: titleOf(owner),
          hasOwnerPage,
          attention: environmentAttention(environment, {
            portal: options?.portal,
            // A user can own environments without an entity, for example as the guest of create-app.
            hasOwner:
              hasOwnerPage || (options?.ownershipRefs ?? []).includes(owner),
          }),
          alarms: alarms[stackId] ?? [],
          monthlyUsd: prices[stackId],
          ...catalogState(entityRef, systems.get(entityRef)),
        };
      }),
    };
    return { key, value };
  }, [catalogApi, key, tapApi]);

  const { value: last, ...polled } = usePolling(read, {
    ...INTERVALS,
    isSettled: ({ value: { isBeingRead, rows, unreachable } }) =>
      !isBeingRead &&
      unreachable.length === 0 &&
      rows.every(
        ({ conflict, environment, entityRef }) =>
          (entityRef ?? conflict) !== undefined &&
          !StackStatus.of(environment.stackStatus).isInProgress,
      ),
  });
  const isStale =
    last !== undefined && (last.key !== key || name !== query.name);
  return { ...polled, value: last?.value, isStale };
}

function catalogState(
  entityRef: string,
  entity: Entity | undefined,
): Pick<EnvironmentRow, 'conflict' | 'entityRef'> {
  if (!entity || isPlaceholder(entity)) {
    return {};
  }
  const location = foreignLocation(entity);
  return location === undefined
    ? { entityRef }
    : { conflict: { entityRef, location } };
}
