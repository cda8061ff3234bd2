import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Environment,
  EnvironmentRequest,
  normalizeOwnerRef,
  tapEnvironmentCreatePermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';
import { checkRequest, completeRequest } from '../operations';
import { suffixTaken } from '../operations/suffixTaken';
import { EnvironmentPermissions } from '../permissions/EnvironmentPermissions';
import { StackStatus } from '../stack';
import { TapEngine } from '../TapEngine';
import { assertAtRest, authorizationFor } from './authorizationFor';
import { Initiator, readInitiator } from './Initiator';

/** What decisions are made with. @internal */
export interface AuthorizerServices {
  auth: AuthService;
  engine: TapEngine;
  permissions: EnvironmentPermissions;
  userInfo: UserInfoService;
}

/**
 * Decides whether somebody may create an environment, or change one that exists.
 *
 * @internal
 */
export class DeployAuthorizer {
  static create(services: AuthorizerServices): DeployAuthorizer {
    return new DeployAuthorizer(services);
  }

  private constructor(private readonly services: AuthorizerServices) {}

  /** Whether a request that names no more than an existing environment would be allowed, as the environment stands now. */
  async mayChange(
    existing: Environment,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const initiator = await readInitiator(credentials, this.services);
    if (
      !this.isTheirs(existing, initiator) ||
      !StackStatus.of(existing.stackStatus).canBeUpdated
    ) {
      return false;
    }
    const allowed = await this.services.permissions.filter(
      tapEnvironmentUpdatePermission,
      [existing],
      credentials,
    );
    return allowed.length > 0;
  }

  /**
   * @throws InputError, NotAllowedError or ConflictError; nothing has been changed then
   */
  async authorize(
    request: EnvironmentRequest,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const { engine } = this.services;
    const target = engine.target(request.target);
    checkRequest(request, target);
    const owner = request.owner && normalizeOwnerRef(request.owner);
    const initiator = await readInitiator(credentials, this.services);
    const existing = await engine.get({
      suffix: request.suffix,
      target: target.name,
    });
    const authorization = authorizationFor('deploy', initiator, {
      suffix: request.suffix,
      target: target.name,
      owner: owner ?? existing?.owner ?? ownerByDefault(initiator),
      stackId: existing?.stackId,
    });
    if (existing) {
      const releases = await this.requireUpdate(
        existing,
        request,
        initiator,
        credentials,
      );
      return releases ? { ...authorization, mayRelease: true } : authorization;
    }
    const { retention } = completeRequest(request, target, undefined);
    await this.services.permissions.require(
      tapEnvironmentCreatePermission,
      { ...authorization, retention },
      credentials,
      `create the environment '${request.suffix}'`,
    );
    return authorization;
  }

  /** @returns whether it releases what is protected */
  private async requireUpdate(
    existing: Environment,
    request: EnvironmentRequest,
    initiator: Initiator,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { engine, permissions } = this.services;
    if (!this.isTheirs(existing, initiator)) {
      throw suffixTaken(request.suffix, existing.target, existing);
    }
    assertAtRest(existing);
    await permissions.require(
      tapEnvironmentUpdatePermission,
      existing,
      credentials,
      `change the environment '${request.suffix}'`,
    );
    const { retention } = completeRequest(
      request,
      engine.target(existing.target),
      existing,
    );
    const releases = existing.retention === 'retain' && retention !== 'retain';
    if (releases) {
      if (!initiator.isUser) {
        throw new NotAllowedError(
          `'${request.suffix}' is protected (retain), and only a person may release it; nothing was done.`,
        );
      }
      await permissions.require(
        tapEnvironmentReleasePermission,
        existing,
        credentials,
        `release the protected environment '${request.suffix}'`,
      );
    }
    return releases;
  }

  /** This portal's, and the user's; services own nothing, so for them the permission alone decides. */
  private isTheirs(existing: Environment, initiator: Initiator): boolean {
    return (
      existing.portal === this.services.engine.portal &&
      (!initiator.isUser || owns(initiator, existing))
    );
  }
}

function ownerByDefault(initiator: Initiator): string {
  if (!initiator.isUser) {
    throw new InputError(
      'owner: is missing, and a service cannot own an environment; for example owner: group:default/payments',
    );
  }
  return initiator.ref;
}

function owns(initiator: Initiator, environment: Environment): boolean {
  return (
    initiator.ownershipRefs.includes(environment.owner) ||
    environment.requestedBy === initiator.ref
  );
}
