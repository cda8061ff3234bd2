import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  Environment,
  EnvironmentRequest,
  lowerCaseRef,
  StackStatus,
  tapEnvironmentCreatePermission,
  tapEnvironmentReleasePermission,
  tapEnvironmentUpdatePermission,
} from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';
import { checkRequest } from '../deploy/checkRequest';
import { completeRequest } from '../deploy/completeRequest';
import { suffixTaken } from '../deploy/suffixTaken';
import { EnvironmentCandidate } from '../permissions/environmentPermissionResource';
import { notAllowed } from '../permissions/EnvironmentPermissions';
import { assertAtRest, assertRuns } from '../deploy/assertCanBeUpdated';
import { authorizationFor } from './authorizationFor';
import { AuthorizerServices } from './AuthorizerServices';
import { exampleOwner, Initiator, readInitiator } from './Initiator';
import { requestedOwner } from './requestedOwner';

/**
 * Authorizes the creation or change of an environment.
 */
export class DeployAuthorizer {
  constructor(private readonly services: AuthorizerServices) {}

  /** Whether a request with only the name of an existing environment would be allowed in its current state. */
  async mayChange(
    existing: Environment,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (
      this.isThisPortals(existing) &&
      StackStatus.of(existing.stackStatus).canBeUpdated &&
      existing.status !== 'stopped' &&
      this.services.permissions.grants(
        tapEnvironmentUpdatePermission,
        existing,
        credentials,
      )
    );
  }

  /**
   * @throws InputError, NotAllowedError, ConflictError or ServiceUnavailableError; nothing was changed
   */
  async authorize(
    request: EnvironmentRequest,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const { engine } = this.services;
    const target = engine.target(request.target);
    checkRequest(request, target);
    const initiator = await readInitiator(credentials, this.services);
    const existing = await engine.get({
      suffix: request.suffix,
      target: target.name,
    });
    const authorization = authorizationFor('deploy', initiator, {
      suffix: request.suffix,
      target: target.name,
      owner: await requestedOwner(request, existing, initiator, this.services),
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
    const candidate = { ...authorization, retention };
    await this.requireCreate(candidate, initiator, credentials);
    return authorization;
  }

  private async requireCreate(
    candidate: EnvironmentCandidate,
    initiator: Initiator,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const permission = tapEnvironmentCreatePermission;
    const { permissions } = this.services;
    if (!(await permissions.grants(permission, candidate, credentials))) {
      throw notAllowed(
        permission,
        `create the environment '${candidate.suffix}' for the owner ${candidate.owner}`,
        adviceOnOwner(candidate.owner, initiator),
      );
    }
  }

  /** @returns whether it releases a protected environment */
  private async requireUpdate(
    existing: Environment,
    request: EnvironmentRequest,
    initiator: Initiator,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { engine, permissions } = this.services;
    await this.requireChange(existing, initiator, credentials);
    assertAtRest(existing);
    assertRuns(existing);
    const { retention } = completeRequest(
      request,
      engine.target(existing.target),
      existing,
    );
    const releases = existing.retention === 'retain' && retention !== 'retain';
    if (releases) {
      if (!initiator.isUser) {
        throw new NotAllowedError(
          `'${request.suffix}' is protected (retain), and only a user may release it; nothing was done.`,
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

  /**
   * To a user who neither owns nor requested the environment, the error says only that the suffix is taken, so that it
   * discloses nothing else.
   */
  private async requireChange(
    existing: Environment,
    initiator: Initiator,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const permission = tapEnvironmentUpdatePermission;
    const { permissions } = this.services;
    if (!this.isThisPortals(existing)) {
      throw suffixTaken(existing.suffix, existing.target, existing);
    }
    if (!(await permissions.grants(permission, existing, credentials))) {
      throw isKnownTo(initiator, existing)
        ? notAllowed(
            permission,
            `change the environment '${existing.suffix}'`,
            `The owner is ${existing.owner}.`,
          )
        : suffixTaken(existing.suffix, existing.target, existing);
    }
  }

  private isThisPortals(existing: Environment): boolean {
    return existing.portal === this.services.engine.portal;
  }
}

function isKnownTo(initiator: Initiator, environment: Environment): boolean {
  return (
    !initiator.isUser ||
    initiator.ownershipRefs.includes(lowerCaseRef(environment.owner)) ||
    lowerCaseRef(environment.requestedBy ?? '') === initiator.ref
  );
}

function adviceOnOwner(owner: string, initiator: Initiator): string {
  return initiator.isUser && !initiator.ownershipRefs.includes(owner)
    ? `Choose yourself or one of your groups as the owner, for example owner: ${exampleOwner(
        initiator,
      )}`
    : `The owner would be ${owner}.`;
}
