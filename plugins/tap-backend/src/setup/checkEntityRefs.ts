import { AuthService, RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Environment,
  lowerCaseRef,
  SetupFinding,
} from '@tap/plugin-tap-common';
import { setupFinding } from './setupFinding';

const TEMPLATES = 'catalog.providers.tap.templates';

/** How many environments a text names. */
const NAMED = 5;

/** Options of {@link checkEntityRefs}. */
export interface EntityRefsOptions {
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  /** ID of this portal: the owners of other portals' environments are in other catalogs. */
  portal: string;
}

/**
 * Checks that the groups and users that app-config and environments name are in the catalog.
 *
 * @param environments - of all portals
 * @throws the errors of the catalog
 */
export async function checkEntityRefs(
  environments: Environment[],
  options: EntityRefsOptions,
): Promise<SetupFinding[]> {
  const { auth, catalog, config, portal } = options;
  const named = [
    ...namedByConfig(config),
    ...namedByEnvironments(
      environments.filter(environment => environment.portal === portal),
    ),
  ];
  if (named.length === 0) {
    return [];
  }
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: named.map(({ entityRef }) => lowerCaseRef(entityRef!)),
      fields: ['kind'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  return named.filter((_, index) => items[index] === undefined);
}

/** The findings for all refs of app-config, as if none were in the catalog. */
function namedByConfig(config: RootConfigService): SetupFinding[] {
  const admins = config.getOptionalStringArray('tap.admins') ?? [];
  const isEnabled = config.getOptionalBoolean(`${TEMPLATES}.enabled`) ?? true;
  const owner = config.getOptionalString(`${TEMPLATES}.owner`);
  const ofTemplates =
    isEnabled && owner !== undefined
      ? [
          stringifyEntityRef(
            parseEntityRef(owner, {
              defaultKind: 'group',
              defaultNamespace: 'default',
            }),
          ),
        ]
      : [];
  return [
    ...admins.map(entityRef =>
      setupFinding(
        'admin-missing',
        `tap.admins names ${entityRef}, which is not in the catalog.`,
        { entityRef },
      ),
    ),
    ...ofTemplates.map(entityRef =>
      setupFinding(
        'template-owner-missing',
        `The owner of the templates, ${entityRef}, is not in the catalog.`,
        { entityRef },
      ),
    ),
  ];
}

/** The findings for all owners, as if none were in the catalog. */
function namedByEnvironments(environments: Environment[]): SetupFinding[] {
  const owners = [...new Set(environments.map(({ owner }) => owner))];
  return owners.map(entityRef => {
    const names = environments
      .filter(({ owner }) => owner === entityRef)
      .map(({ suffix, target }) => `${suffix} on ${target}`);
    const more = names.length - NAMED;
    return setupFinding(
      'environment-owner-missing',
      `The owner ${entityRef} is not in the catalog. It owns ${names
        .slice(0, NAMED)
        .join(', ')}${more > 0 ? `, and ${more} more` : ''}.`,
      { entityRef },
    );
  });
}
