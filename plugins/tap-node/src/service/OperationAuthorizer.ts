import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Environment,
  EnvironmentRequest,
  environmentRequestSchema,
  extendRequestSchema,
  isInProgress,
  normalizeOwnerRef,
  parseRequest,
  tapEnvironmentCreatePermission,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentReadPermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
  TeardownRequest,
  teardownRequestSchema,
  transferRequestSchema,
} from '@tap/plugin-tap-common';
import { Authorization, EnvironmentOperation } from '../EnvironmentService';
import { checkRequest, completeRequest } from '../operations';
import { assertNotProtected } from '../operations/assertMayBeDeleted';
import { suffixTaken } from '../operations/suffixTaken';
import { EnvironmentPermissions } from '../permissions/EnvironmentPermissions';
import { StackStatus } from '../stack';
import { TapEngine } from '../TapEngine';
import { Initiator, readInitiator } from './Initiator';

/**
 * Decides once, before the first mutation, whether somebody may do something. The decision is plain data: nobody's
 * credentials are needed afterwards.
 *
 * @internal
 */
export class OperationAuthorizer {
  static create(services: {
    auth: AuthService;
    engine: TapEngine;
    permissions: EnvironmentPermissions;
    userInfo: UserInfoService;
  }): OperationAuthorizer {
    return new OperationAuthorizer(services);
  }

  private constructor(
    private readonly services: {
      auth: AuthService;
      engine: TapEngine;
      permissions: EnvironmentPermissions;
      userInfo: UserInfoService;
    },
  ) {}

  /**
   * @param input - what the operation's schema wants; parsed here again
   * @throws InputError, NotFoundError, NotAllowedError or ConflictError; nothing has been changed then
   */
  async authorize(
    operation: EnvironmentOperation,
    input: unknown,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    switch (operation) {
      case 'deploy':
        return this.deploy(
          parseRequest(environmentRequestSchema, input),
          credentials,
        );
      case 'teardown':
        return this.teardown(
          parseRequest(teardownRequestSchema, input),
          credentials,
        );
      case 'extend':
        return this.change(
          'extend',
          parseRequest(extendRequestSchema, input),
          credentials,
        );
      default:
        return this.transfer(
          parseRequest(transferRequestSchema, input),
          credentials,
        );
    }
  }

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

  private async deploy(
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
      await this.requireUpdate(existing, request, initiator, credentials);
    } else {
      const { retention } = completeRequest(request, target, undefined);
      await this.services.permissions.require(
        tapEnvironmentCreatePermission,
        { ...authorization, retention },
        credentials,
        `create the environment '${request.suffix}'`,
      );
    }
    return authorization;
  }

  private async requireUpdate(
    existing: Environment,
    request: EnvironmentRequest,
    initiator: Initiator,
    credentials: BackstageCredentials,
  ): Promise<void> {
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
    if (existing.retention === 'retain' && retention !== 'retain') {
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
  }

  private async teardown(
    request: TeardownRequest,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const { permissions } = this.services;
    const existing = await this.existing(request, credentials);
    const what = `tear down the environment '${request.suffix}'`;
    await permissions.require(
      tapEnvironmentDeletePermission,
      existing,
      credentials,
      what,
    );
    if (existing.wasRetained) {
      await permissions.require(
        tapEnvironmentDeleteRetainedPermission,
        existing,
        credentials,
        `${what}, which was protected before`,
      );
    }
    assertNotProtected(existing, request);
    const authorization = authorizationFor(
      'teardown',
      await readInitiator(credentials, this.services),
      existing,
    );
    return {
      ...authorization,
      acknowledgedRetained: request.acknowledgeRetained,
    };
  }

  private async change(
    operation: 'extend' | 'transfer',
    request: { suffix: string; target?: string },
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const existing = await this.existing(request, credentials);
    await this.services.permissions.require(
      tapEnvironmentUpdatePermission,
      existing,
      credentials,
      `change the environment '${request.suffix}'`,
    );
    assertAtRest(existing);
    return authorizationFor(
      operation,
      await readInitiator(credentials, this.services),
      existing,
    );
  }

  private async transfer(
    request: { suffix: string; target?: string; owner: string },
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const owner = normalizeOwnerRef(request.owner);
    const authorization = await this.change('transfer', request, credentials);
    return { ...authorization, owner };
  }

  /** This portal's, and the user's; services own nothing, so for them the permission alone decides. */
  private isTheirs(existing: Environment, initiator: Initiator): boolean {
    return (
      existing.portal === this.services.engine.portal &&
      (!initiator.isUser || owns(initiator, existing))
    );
  }

  private async existing(
    request: { suffix: string; target?: string },
    credentials: BackstageCredentials,
  ): Promise<Environment> {
    const { engine, permissions } = this.services;
    const { name } = engine.target(request.target);
    const found = await engine.get({ suffix: request.suffix, target: name });
    const [visible] = await permissions.filter(
      tapEnvironmentReadPermission,
      found ? [found] : [],
      credentials,
    );
    if (!visible) {
      throw new NotFoundError(
        `suffix: there is no environment '${request.suffix}' on target '${name}'; nothing was done.`,
      );
    }
    return visible;
  }
}

function authorizationFor(
  operation: EnvironmentOperation,
  initiator: Initiator,
  environment: {
    suffix: string;
    target: string;
    owner: string;
    stackId?: string;
  },
): Authorization {
  const { suffix, target, owner, stackId } = environment;
  return {
    operation,
    suffix,
    target,
    initiator: initiator.ref,
    owner,
    acknowledgedRetained: false,
    ownershipRefs: initiator.ownershipRefs,
    ...(stackId && { stackId }),
  };
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

function assertAtRest(environment: Environment): void {
  if (isInProgress(environment.stackStatus)) {
    throw new ConflictError(
      `suffix: '${environment.suffix}' is in state ${environment.stackStatus}: another operation is under way, and nothing was done. Wait until it has ended and try again.`,
    );
  }
}
