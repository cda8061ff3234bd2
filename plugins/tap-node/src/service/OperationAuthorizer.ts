import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Environment,
  environmentRequestSchema,
  extendRequestSchema,
  normalizeOwnerRef,
  parseRequest,
  tapEnvironmentDeletePermission,
  tapEnvironmentDeleteRetainedPermission,
  tapEnvironmentUpdatePermission,
  TeardownRequest,
  teardownRequestSchema,
  transferRequestSchema,
} from '@tap/plugin-tap-common';
import { Authorization, EnvironmentOperation } from '../EnvironmentService';
import { assertNotProtected } from '../teardown/assertMayBeDeleted';
import { assertOwnerExists } from './assertOwnerExists';
import { assertAtRest, authorizationFor } from './authorizationFor';
import { AuthorizerServices } from './AuthorizerServices';
import { DeployAuthorizer } from './DeployAuthorizer';
import { readInitiator } from './Initiator';
import { VisibleEnvironments } from './VisibleEnvironments';

/**
 * Decides once, before the first mutation, whether somebody may do something. The decision is plain data: nobody's
 * credentials are needed afterwards.
 *
 * @internal
 */
export class OperationAuthorizer {
  static create(
    services: AuthorizerServices,
    visible: VisibleEnvironments,
  ): OperationAuthorizer {
    const deployments = DeployAuthorizer.create(services);
    return new OperationAuthorizer(services, deployments, visible);
  }

  private constructor(
    private readonly services: AuthorizerServices,
    private readonly deployments: DeployAuthorizer,
    private readonly visible: VisibleEnvironments,
  ) {}

  /** Whether a request that names no more than an existing environment would be allowed, as the environment stands now. */
  mayChange(
    existing: Environment,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return this.deployments.mayChange(existing, credentials);
  }

  /**
   * @param input - what the operation's schema wants; parsed here again
   * @throws InputError, NotFoundError, NotAllowedError, ConflictError or ServiceUnavailableError; nothing has been changed
   *   then
   */
  async authorize(
    operation: EnvironmentOperation,
    input: unknown,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    switch (operation) {
      case 'deploy':
        return this.deployments.authorize(
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

  private async teardown(
    request: TeardownRequest,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const { permissions } = this.services;
    const existing = await this.visible.get(request, credentials);
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
    const existing = await this.visible.get(request, credentials);
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
    const initiator = await readInitiator(credentials, this.services);
    await assertOwnerExists(owner, initiator, this.services);
    return { ...authorization, owner };
  }
}
