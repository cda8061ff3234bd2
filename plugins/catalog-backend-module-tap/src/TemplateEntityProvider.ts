import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { TemplateOptions } from './readTemplateOptions';

/** Generated from the folder `templates` of the repository, which is not in the package. */
const FOLDER = resolvePackagePath(
  '@tap/plugin-catalog-backend-module-tap',
  'templates',
);

/** Not of the form `tap:<target>`, which the providers of environments have. */
const PROVIDER_NAME = 'tap-templates';

/**
 * Provides the templates of the package, so that app-config needs no locations for them. Templates that app-config no longer
 * includes are removed from the catalog.
 */
export class TemplateEntityProvider implements EntityProvider {
  constructor(private readonly options: TemplateOptions) {}

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const entities = await Promise.all(
      this.options.names.map(async name => ({
        entity: await this.read(name),
        locationKey: PROVIDER_NAME,
      })),
    );
    await connection.applyMutation({ type: 'full', entities });
  }

  private async read(name: string): Promise<Entity> {
    const file = resolve(FOLDER, name, 'template.yaml');
    const { metadata, spec, ...entity } = parse(await readFile(file, 'utf8'));
    const location = `${PROVIDER_NAME}:${name}`;
    const { owner } = this.options;
    return {
      ...entity,
      metadata: {
        ...metadata,
        annotations: {
          [ANNOTATION_LOCATION]: location,
          [ANNOTATION_ORIGIN_LOCATION]: location,
        },
      },
      spec: { ...spec, ...(owner && { owner }) },
    };
  }
}
