import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Environment,
  normalizeOwnerRef,
  OperationName,
  OperationRequest,
  OPERATIONS,
  parseOperation,
  tapEnvironmentDeleteRetainedPermission,
} from '@tap/plugin-tap-common';
import { Authorization } from '../EnvironmentService';
import { assertNotProtected } from '../teardown/assertMayBeDeleted';
import { assertOwnerExists } from './assertOwnerExists';
import { assertAtRest } from '../deploy/assertCanBeUpdated';
import { authorizationFor } from './authorizationFor';
import { AuthorizerServices } from './AuthorizerServices';
import { DeployAuthorizer } from './DeployAuthorizer';
import { readInitiator } from './Initiator';
import { VisibleEnvironments } from './VisibleEnvironments';

/**
 * Authorizes operations, once, before the first mutation. The result is plain data: no credentials are needed
 * afterwards.
 */
export class OperationAuthorizer {
  private readonly deployments: DeployAuthorizer;
  private readonly authorizers: {
    [N in OperationName]: (
      request: OperationRequest<N>,
      credentials: BackstageCredentials,
    ) => Promise<Authorization>;
  } = {
    deploy: (request, by) => this.deployments.authorize(request, by),
    teardown: (request, by) => this.teardown(request, by),
    extend: (request, by) => this.change('extend', request, by),
    transfer: (request, by) => this.transfer(request, by),
    stop: (request, by) => this.change('stop', request, by),
    start: (request, by) => this.change('start', request, by),
    'rotate-credentials': (request, by) =>
      this.change('rotate-credentials', request, by),
  };

  constructor(
    private readonly services: AuthorizerServices,
    private readonly visible: VisibleEnvironments,
  ) {
    this.deployments = new DeployAuthorizer(services);
  }

  /** Whether a request with only the name of an existing environment would be allowed in its current state. */
  mayChange(
    existing: Environment,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return this.deployments.mayChange(existing, credentials);
  }

  /**
   * @param input - input for the schema of the operation; parsed again
   * @throws InputError, NotFoundError, NotAllowedError, ConflictError or ServiceUnavailableError; nothing was changed
   */
  async authorize<N extends OperationName>(
    operation: N,
    input: unknown,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const request = parseOperation(operation, input);
    return this.authorizers[operation](request, credentials);
  }

  private async teardown(
    request: OperationRequest<'teardown'>,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const { permissions } = this.services;
    const existing = await this.visible.get(request, credentials);
    const what = `tear down the environment '${request.suffix}'`;
    await permissions.require(
      OPERATIONS.teardown.permission,
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
    return authorizationFor(
      'teardown',
      await readInitiator(credentials, this.services),
      existing,
    );
  }

  /** For operations on an environment that exists, is not changing, and that the caller may change. */
  private async change<N extends OperationName>(
    operation: N,
    request: OperationRequest<N>,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const existing = await this.visible.get(request, credentials);
    await this.services.permissions.require(
      OPERATIONS[operation].permission,
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
    request: OperationRequest<'transfer'>,
    credentials: BackstageCredentials,
  ): Promise<Authorization> {
    const owner = normalizeOwnerRef(request.owner);
    const authorization = await this.change('transfer', request, credentials);
    const initiator = await readInitiator(credentials, this.services);
    await assertOwnerExists(owner, initiator, this.services);
    return { ...authorization, owner };
  }
}
