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

/** One row of the environments page. */
export interface EnvironmentRow {
  /** Stack ARN. */
  id: string;
  environment: Environment;
  /** List price in US dollars per month. */
  monthlyUsd?: number;
  /** Entity ref, if the catalog contains the environment. */
  entityRef?: string;
  /** The entity that has the name of the environment and keeps it out of the catalog. */
  conflict?: { entityRef: string; location: string };
}

/** All environments, polled while an operation is in progress. */
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
      // The page works without prices.
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
