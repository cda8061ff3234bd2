import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
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

/** A notification that a user has received. */
interface ReceivedNotification {
  title: string;
  description: string;
  link: string;
}

/** The real catalog, scaffolder, notifications, engine and plugins on a sandbox. */
export class SandboxPortal extends TestPortal {
  static async start(options: SandboxPortalOptions): Promise<SandboxPortal> {
    return new SandboxPortal(options).start();
  }

  /** Warnings in the log of all plugins. */
  readonly warnings: string[];

  private constructor(options: SandboxPortalOptions) {
    const warnings: string[] = [];
    super({
      features: [
        collectWarnings(warnings),
        catalogPlugin,
        templateKindModule,
        catalogModuleTap,
        scaffolderPlugin,
        scaffolderModuleTap,
        tapPlugin,
        eventsServiceFactory,
        permissionsWithout(options.denied),
        notificationsPlugin,
      ],
      config: {
        ...sandboxConfig(options.sandboxUrl),
        app: { baseUrl: 'http://localhost:3000' },
        // As in production. Without it, a recovered task has lost the user's token and fails.
        scaffolder: { taskRecovery: { enabled: true } },
      },
      databaseDirectory: options.databaseDirectory,
      entities: {
        ...templateFiles(resolve(__dirname, '../../../../templates')),
        'user:default/pat': resolve(__dirname, 'payments.yaml'),
      },
    });
    this.warnings = warnings;
  }

  /** The notifications of a user about an environment, oldest first. */
  async notifications(
    suffix: string,
    user: `user:${string}` = 'user:default/jo',
  ): Promise<ReceivedNotification[]> {
    const { body } = await this.send(
      user,
      `/api/notifications/notifications?limit=100&orderField=created,asc&search=${suffix}`,
    );
    return body.notifications.map(
      ({ payload }: { payload: ReceivedNotification }) => payload,
    );
  }

  /** The titles of the notifications of a user about an environment. */
  async titles(suffix: string, user?: `user:${string}`): Promise<string[]> {
    const received = await this.notifications(suffix, user);
    return received.map(({ title }) => title);
  }
}

/** A logger that keeps the warnings. */
function collectWarnings(warnings: string[]) {
  return createServiceFactory({
    service: coreServices.logger,
    deps: {},
    factory: () => {
      const logger = mockServices.logger.mock();
      logger.warn.mockImplementation(message => {
        warnings.push(message);
      });
      return logger;
    },
  });
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
