import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  Environment,
  foreignLocation,
  isPlaceholder,
  StackStatus,
  systemRef,
  UnreachableTarget,
} from '@tap/plugin-tap-common';
import { useCallback } from 'react';
import { tapApiRef } from '../api';
import { environmentAttention } from '../lib/environmentAttention';
import { shortRef } from '../lib/environmentFacts';
import { environmentPrice } from '../lib/environmentPrice';
import { Polled, usePolling } from './usePolling';

/** Interval while an operation is in progress, and otherwise: other users change environments too. */
const INTERVALS = { intervalMs: 5_000, settledIntervalMs: 30_000 };

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

/** The environments that the user may read. */
export interface Environments {
  rows: EnvironmentRow[];
  /** When the environments of each target were read, ISO 8601, by the name of the target. */
  readAt: Record<string, string>;
  /** Whether they are being read again. */
  isBeingRead: boolean;
  unreachable: UnreachableTarget[];
  /** Entity refs of the user and of the user's groups. */
  ownershipRefs: string[];
}

/** All environments, polled. */
export function useEnvironments(): Polled<Environments> {
  const tapApi = useApi(tapApiRef);
  const catalogApi = useApi(catalogApiRef);
  const read = useCallback(async (): Promise<Environments> => {
    const [list, options] = await Promise.all([
      tapApi.listEnvironments(),
      // The page works without prices.
      tapApi.getOptions().catch(() => undefined),
    ]);
    const { alarms = {}, isBeingRead, items, readAt, unreachable } = list;
    const readEntities = async (entityRefs: string[]) => {
      const { items: entities } = await catalogApi.getEntitiesByRefs({
        entityRefs,
        fields: [
          'metadata.name',
          'metadata.title',
          'metadata.annotations',
          'spec.profile.displayName',
        ],
      });
      return entities;
    };
    const owners = [...new Set(items.map(({ owner }) => owner))];
    const [systems, ownerEntities] = await Promise.all([
      readEntities(items.map(systemRef)),
      readEntities(owners),
    ]);
    const ownersByRef = new Map(
      owners.map((ref, index) => [ref, ownerEntities[index]]),
    );
    return {
      readAt,
      isBeingRead,
      unreachable,
      ownershipRefs: options?.ownershipRefs ?? [],
      rows: items.map((environment, index) => {
        const owner = ownersByRef.get(environment.owner);
        return {
          id: environment.stackId,
          environment,
          ownerTitle: titleOf(owner) ?? shortRef(environment.owner),
          hasOwnerPage: owner !== undefined,
          attention: environmentAttention(environment, {
            portal: options?.portal,
            // A user can own environments without an entity, for example as the guest of create-app.
            hasOwner:
              owner !== undefined ||
              (options?.ownershipRefs ?? []).includes(environment.owner),
          }),
          alarms: alarms[environment.stackId] ?? [],
          monthlyUsd: environmentPrice(environment, options),
          ...catalogState(systemRef(environment), systems[index]),
        };
      }),
    };
  }, [catalogApi, tapApi]);

  return usePolling(read, {
    ...INTERVALS,
    isSettled: ({ isBeingRead, rows, unreachable }) =>
      !isBeingRead &&
      unreachable.length === 0 &&
      rows.every(
        ({ conflict, environment, entityRef }) =>
          (entityRef ?? conflict) !== undefined &&
          !StackStatus.of(environment.stackStatus).isInProgress,
      ),
  });
}

function titleOf(owner: Entity | undefined): string | undefined {
  const profile = owner?.spec?.profile as { displayName?: string } | undefined;
  return owner && (profile?.displayName ?? owner.metadata.title);
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
