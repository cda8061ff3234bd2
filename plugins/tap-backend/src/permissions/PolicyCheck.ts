import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  isResourcePermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { lowerCaseRef } from '@tap/plugin-tap-common';
import { Request, RequestHandler } from 'express';
import { RESTRICTED_PERMISSIONS } from './restrictedPermissions';

const ADVICE =
  'The README of @tap/plugin-permission-backend-module-tap lists what a permission policy must decide for TAP.';

/** Options of {@link PolicyCheck}. */
export interface PolicyCheckOptions {
  auth: AuthService;
  config: RootConfigService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/**
 * Logs a warning for each permission that the permission policy grants to every user, although only owners or administrators
 * should have it.
 *
 * A plugin can neither read the policy nor evaluate it for an invented user: the permission back end accepts requests only
 * with a user's token (https://github.com/backstage/backstage/blob/master/plugins/permission-backend/src/service/router.ts).
 * So the check uses the credentials of the first user who calls this plugin and is not in `tap.admins`, once per process.
 */
export class PolicyCheck {
  static create(options: PolicyCheckOptions): PolicyCheck {
    const { config, logger } = options;
    const isEnabled = config.getOptionalBoolean('permission.enabled') ?? false;
    if (!isEnabled) {
      logger.warn(
        `permission.enabled is not true in app-config: every user can change and tear down every environment. ${ADVICE}`,
      );
    }
    const admins = config.getOptionalStringArray('tap.admins') ?? [];
    return new PolicyCheck(options, admins.map(lowerCaseRef), !isEnabled);
  }

  private readonly knownAdmins = new Set<string>();

  private constructor(
    private readonly services: PolicyCheckOptions,
    private readonly admins: string[],
    /** Whether the check is done or running. */
    private isSettled: boolean,
  ) {}

  /** Checks with the credentials of incoming requests, without delaying them. */
  middleware(): RequestHandler {
    return (req, _res, next) => {
      if (!this.isSettled) {
        void this.checkWith(req);
      }
      next();
    };
  }

  private async checkWith(req: Request): Promise<void> {
    const { httpAuth, logger } = this.services;
    this.isSettled = true;
    try {
      this.isSettled = await this.check(await httpAuth.credentials(req));
    } catch (error) {
      this.isSettled = false;
      logger.debug(
        'The permission policy could not be checked. The next request tries again.',
        toError(error),
      );
    }
  }

  /** @returns whether the check was done: it needs the credentials of a user who is not an administrator */
  private async check(credentials: BackstageCredentials): Promise<boolean> {
    const { auth, logger } = this.services;
    if (
      !auth.isPrincipal(credentials, 'user') ||
      (await this.isAdmin(credentials))
    ) {
      return false;
    }
    const allowed = await Promise.all(
      RESTRICTED_PERMISSIONS.map(({ permission }) =>
        this.isAllowed(permission, credentials),
      ),
    );
    RESTRICTED_PERMISSIONS.filter((_, index) => allowed[index]).forEach(
      ({ permission, consequence }) =>
        logger.warn(
          `The permission policy allows ${permission.name} without a condition to ${credentials.principal.userEntityRef}, who is not in tap.admins. A user with this permission ${consequence}. ${ADVICE}`,
        ),
    );
    return true;
  }

  private async isAdmin(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<boolean> {
    const { userEntityRef } = credentials.principal;
    if (!this.knownAdmins.has(userEntityRef)) {
      const info = await this.services.userInfo.getUserInfo(credentials);
      const refs = [userEntityRef, ...info.ownershipEntityRefs];
      if (!refs.some(ref => this.admins.includes(lowerCaseRef(ref)))) {
        return false;
      }
      this.knownAdmins.add(userEntityRef);
    }
    return true;
  }

  /** Whether the permission is granted without a condition. */
  private async isAllowed(
    permission: BasicPermission | ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { permissions } = this.services;
    const [{ result }] = isResourcePermission(permission)
      ? await permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await permissions.authorize([{ permission }], { credentials });
    return result === AuthorizeResult.ALLOW;
  }
}
