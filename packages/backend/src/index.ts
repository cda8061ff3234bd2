import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { rejectForeignHosts } from './rejectForeignHosts';
import { serveCompressedFiles } from './serveCompressedFiles';

const backend = createBackend();

backend.add(
  rootHttpRouterServiceFactory({
    configure: context => {
      serveCompressedFiles(context);
      rejectForeignHosts(context);
    },
  }),
);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@tap/plugin-permission-backend-module-tap'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@tap/plugin-catalog-backend-module-tap'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@tap/plugin-scaffolder-backend-module-tap'));

backend.add(import('@tap/plugin-tap-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
// On PostgreSQL, which production has, the search index is in the database. Otherwise it is in memory.
backend.add(import('@backstage/plugin-search-backend-module-pg'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// Provides the registered actions of TAP to assistants over MCP.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
