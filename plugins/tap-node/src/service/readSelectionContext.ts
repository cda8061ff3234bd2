import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Environment,
  EnvironmentQuery,
  environmentPrice,
  OWNER_TITLE_FIELDS,
  ownerTitle,
  SelectionContext,
  SizeOption,
} from '@tap/plugin-tap-common';
import { sizeOf } from '../config';
import { TapEngine } from '../TapEngine';
import { readInitiator } from './Initiator';
import { sizePrices } from './sizePrices';

/** Services to select environments. */
export interface SelectionServices {
  auth: AuthService;
  catalog: CatalogService;
  engine: TapEngine;
  userInfo: UserInfoService;
}

/** Reads what the selection of a page needs besides the environments: a few values, not one for each environment. */
export async function readSelectionContext(
  environments: Environment[],
  query: EnvironmentQuery,
  credentials: BackstageCredentials,
  services: SelectionServices,
): Promise<SelectionContext> {
  const [titles, initiator, sizes] = await Promise.all([
    query.orderField?.field === 'owner'
      ? readOwnerTitles(environments, credentials, services)
      : undefined,
    query.mine ? readInitiator(credentials, services) : undefined,
    readSizes(environments, services.engine),
  ]);
  return {
    ownershipRefs: initiator?.ownershipRefs ?? [],
    ownerTitle: owner => titles?.get(owner) ?? owner,
    monthlyUsd: environment =>
      environmentPrice(environment, sizes.get(sizeKey(environment))),
    now: Date.now(),
  };
}

/** The titles that the caller sees. */
async function readOwnerTitles(
  environments: Environment[],
  credentials: BackstageCredentials,
  { catalog }: SelectionServices,
): Promise<Map<string, string>> {
  const owners = [...new Set(environments.map(({ owner }) => owner))];
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: owners, fields: OWNER_TITLE_FIELDS },
    { credentials },
  );
  return new Map(
    owners.map((owner, index) => [owner, ownerTitle(owner, items[index])]),
  );
}

/** The sizes that the environments have, as far as their targets offer them. */
async function readSizes(
  environments: Environment[],
  engine: TapEngine,
): Promise<Map<string, Pick<SizeOption, 'prices' | 'readReplicas'>>> {
  // The listings are shown without prices if the stack module cannot be loaded.
  const targets = engine.unavailableReason ? [] : engine.targets;
  const used = new Set(environments.map(sizeKey));
  const offered = targets.flatMap(target =>
    target.sizes
      .map(size => ({
        target,
        size,
        key: sizeKey({ target: target.name, size }),
      }))
      .filter(({ key }) => used.has(key)),
  );
  return new Map(
    await Promise.all(
      offered.map(async ({ key, size, target }) => {
        const { readReplicas } = sizeOf(target, size);
        const prices = await sizePrices(engine, target, size);
        return [key, { prices, readReplicas }] as const;
      }),
    ),
  );
}

function sizeKey({ size, target }: { size: string; target: string }): string {
  return `${target}/${size}`;
}
