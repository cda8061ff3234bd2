import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import catalogModuleTap from '@tap/plugin-catalog-backend-module-tap';
import {
  sandboxConfig,
  templateFiles,
  TestPortal,
} from '@tap/plugin-tap-node/testUtils';
import scaffolderModuleTap from '@tap/plugin-scaffolder-backend-module-tap';
import { resolve } from 'node:path';
import tapPlugin from '../index';

interface SandboxPortalOptions {
  sandboxUrl: string;
  /** Directory of the databases, so that another portal can continue with them. */
  databaseDirectory: string;
  /** Name of a permission that is denied to all users. */
  denied?: string;
}

/** The real catalog, scaffolder, engine and plugins on a sandbox. */
export class SandboxPortal extends TestPortal {
  static async start(options: SandboxPortalOptions): Promise<SandboxPortal> {
    return new SandboxPortal(options).start();
  }

  private constructor(
    options: SandboxPortalOptions,
    /** Recipients and titles of the notifications. */
    readonly sent: string[] = [],
    /** Descriptions of the notifications. */
    readonly descriptions: Array<string | undefined> = [],
  ) {
    super({
      features: [
        catalogPlugin,
        templateKindModule,
        catalogModuleTap,
        scaffolderPlugin,
        scaffolderModuleTap,
        tapPlugin,
        eventsServiceFactory,
        permissionsWithout(options.denied),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async ({ payload, recipients }) => {
              const to =
                recipients.type === 'entity' ? recipients.entityRef : 'all';
              sent.push(`${to}: ${payload.title}`);
              descriptions.push(payload.description);
            },
          }),
        }),
      ],
      config: sandboxConfig(options.sandboxUrl),
      databaseDirectory: options.databaseDirectory,
      entities: {
        ...templateFiles(resolve(__dirname, '../../../../templates')),
        'group:default/payments': resolve(__dirname, 'payments.yaml'),
      },
    });
  }
}

/** Allows all permissions except one. */
function permissionsWithout(denied: string | undefined) {
  const decide = async (
    asked: Array<{ permission: { name: string } }>,
  ): Promise<DefinitivePolicyDecision[]> =>
    asked.map(({ permission }) => ({
      result:
        permission.name === denied
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }));
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => ({ authorize: decide, authorizeConditional: decide }),
  });
}
