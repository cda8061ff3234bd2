import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  Environment,
  EnvironmentOptions,
  foreignLocation,
  isPlaceholder,
  StackStatus,
  systemRef,
} from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { targetOf } from './useOptions';
import { usePolling } from './usePolling';

const POLL_INTERVAL_MS = 5000;

/** One line of the environments page. */
export interface EnvironmentRow {
  /** Stack ARN. */
  id: string;
  environment: Environment;
  /** US dollars a month by list price. */
  monthlyUsd?: number;
  /** Entity ref, where the catalog has the environment. */
  entityRef?: string;
  /** The entity that keeps the environment out of the catalog, because it has its name. */
  conflict?: { entityRef: string; location: string };
}

/** All environments, read again while something is under way. */
export function useEnvironments(): {
  rows?: EnvironmentRow[];
  error: unknown;
  loading: boolean;
} {
  const tapApi = useApi(tapApiRef);
  const catalogApi = useApi(catalogApiRef);
  const read = useCallback(async (): Promise<EnvironmentRow[]> => {
    const [environments, options] = await Promise.all([
      tapApi.listEnvironments(),
      // Prices are a bonus: without them the page still has all the rest.
      tapApi.getOptions().catch(() => undefined),
    ]);
    const entityRefs = environments.map(systemRef);
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs,
      fields: ['metadata.name', 'metadata.annotations'],
    });
    return environments.map((environment, index) => ({
      id: environment.stackId,
      environment,
      monthlyUsd: priceOf(environment, options),
      ...catalogState(entityRefs[index], items[index]),
    }));
  }, [catalogApi, tapApi]);

  const { value, error, loading } = usePolling(read, {
    intervalMs: POLL_INTERVAL_MS,
    isSettled: rows =>
      rows.every(
        ({ conflict, environment, entityRef }) =>
          (entityRef ?? conflict) !== undefined &&
          !StackStatus.of(environment.stackStatus).isInProgress,
      ),
  });
  return { rows: value, error, loading };
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

function priceOf(
  environment: Environment,
  options: EnvironmentOptions | undefined,
): number | undefined {
  return targetOf(options, environment.target)?.sizes.find(
    ({ name }) => name === environment.size,
  )?.price?.monthlyUsd;
}
