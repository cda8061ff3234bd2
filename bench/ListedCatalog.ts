import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { CatalogCheck } from '../plugins/catalog-backend-module-tap/src/CatalogCheck';
import { TapEntityProvider } from '../plugins/catalog-backend-module-tap/src/TapEntityProvider';
import { EnvironmentService } from '../plugins/tap-node/src';
import { DefaultTapEngine } from '../plugins/tap-node/src/DefaultTapEngine';
import { silentLogger } from './silentLogger';

/** A catalog that shows what it is given at once, with the entity providers of all targets. */
export class ListedCatalog {
  static async connect(engine: DefaultTapEngine): Promise<ListedCatalog> {
    const catalog = new ListedCatalog();
    for (const target of engine.targetNames) {
      const provider = new TapEntityProvider({
        target,
        environments: {
          listAll: name => engine.list(name),
          lookUp: (name, stackId) => engine.getByStackId(name, stackId),
        } as EnvironmentService,
        events: { publish: async () => {}, subscribe: async () => {} },
        schedule: { run: async () => {} },
        check: new CatalogCheck({
          auth: {
            getOwnServiceCredentials: async () => ({ principal: {} }),
          } as AuthService,
          catalog: catalog.service(),
          logger: silentLogger,
        }),
      });
      await provider.connect({
        applyMutation: async mutation => catalog.apply(mutation),
        refresh: async () => {},
      });
      catalog.providers.push(provider);
    }
    return catalog;
  }

  /** Mutations so far. */
  mutations = 0;
  private readonly entities = new Map<string, Entity>();
  private readonly providers: TapEntityProvider[] = [];

  private constructor() {}

  /** Number of entities. */
  get size(): number {
    return this.entities.size;
  }

  /** A full read of all targets. */
  async refresh(): Promise<void> {
    await Promise.all(this.providers.map(provider => provider.read()));
  }

  private apply(mutation: EntityProviderMutation): void {
    this.mutations += 1;
    const added = mutation.type === 'full' ? mutation.entities : mutation.added;
    for (const { entity } of added) {
      this.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  private service(): CatalogService {
    return {
      // eslint-disable-next-line no-empty-function
      async *streamEntities() {},
      getEntitiesByRefs: async ({ entityRefs }) => ({
        items: entityRefs.map(ref => this.entities.get(ref)),
      }),
    } as Pick<
      CatalogService,
      'getEntitiesByRefs' | 'streamEntities'
    > as CatalogService;
  }
}
