import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  AlarmState,
  DriftReport,
  Environment,
  EnvironmentList,
  EnvironmentOptions,
  EnvironmentHealth,
  EnvironmentPage,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentQuery,
  EnvironmentRequestInput,
  EnvironmentResource,
  environmentRequestSchema,
  OperationInput,
  OperationName,
  parseOperation,
  parseRequest,
  ProgressEvent,
  RunningHours,
  StackAlarm,
  SuffixAvailability,
  tapEnvironmentHistoryPermission,
} from '@tap/plugin-tap-common';
import { UserLimits } from './config';
import {
  Authorization,
  AuthorizedOptions,
  EnvironmentSelector,
  EnvironmentService,
  OperationPermit,
  RequestOptions,
} from './EnvironmentService';
import { EnvironmentPermissions } from './permissions/EnvironmentPermissions';
import { EnvironmentCandidate } from './permissions/environmentPermissionResource';
import { assertAuthorized } from './service/assertAuthorized';
import { followToken } from './operation/tokens';
import {
  assertSignedIn,
  initiatorRef,
  principalRef,
  readInitiator,
} from './service/Initiator';
import { OperationAuthorizer } from './service/OperationAuthorizer';
import { operationPlan } from './service/operationPlan';
import { RecordedOperation } from './service/OperationRecorder';
import { OperationReporter } from './service/OperationReporter';
import { readAvailability } from './service/readAvailability';
import { readOptions } from './service/readOptions';
import { UserLimit } from './service/UserLimit';
import { resumePermit } from './service/resumePermit';
import { VisibleEnvironments } from './service/VisibleEnvironments';
import { TapEngine } from './TapEngine';

/** Dependencies of the environment service. @public */
export interface EnvironmentServiceDependencies {
  auditor: AuditorService;
  auth: AuthService;
  /** Used to check whether owners exist, and to sort by their titles. */
  catalog: CatalogService;
  engine: TapEngine;
  events: EventsService;
  /** Limits of concurrent requests of one user. */
  limits: UserLimits;
  logger: LoggerService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/** The engine with credentials, permission checks, audit and events. @public */
export class DefaultEnvironmentService implements EnvironmentService {
  static create(
    services: EnvironmentServiceDependencies,
  ): DefaultEnvironmentService {
    return new DefaultEnvironmentService(services);
  }

  private readonly engine: TapEngine;
  private readonly permissions: EnvironmentPermissions;
  private readonly visible: VisibleEnvironments;
  private readonly authorizer: OperationAuthorizer;
  private readonly reporter: OperationReporter;
  private readonly limits: Record<keyof UserLimits, UserLimit>;
  /** Valid authorizations; a copy of one, for example from a checkpoint, must be resumed. */
  private readonly issued = new WeakSet<Authorization>();

  private constructor(
    private readonly services: EnvironmentServiceDependencies,
  ) {
    this.engine = services.engine;
    this.permissions = new EnvironmentPermissions(services.permissions);
    const withPermissions = { ...services, permissions: this.permissions };
    this.visible = new VisibleEnvironments(withPermissions);
    this.authorizer = new OperationAuthorizer(withPermissions, this.visible);
    this.reporter = new OperationReporter(services);
    const { plans, driftDetections, reads } = services.limits;
    this.limits = {
      plans: new UserLimit('plans', plans),
      driftDetections: new UserLimit('driftDetections', driftDetections),
      reads: new UserLimit('reads', reads),
    };
  }

  async options({ credentials }: RequestOptions): Promise<EnvironmentOptions> {
    return readOptions(
      this.engine,
      await readInitiator(credentials, this.services),
    );
  }

  async availability(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<SuffixAvailability> {
    return this.limited('reads', credentials, () =>
      readAvailability(this.engine, ref, existing =>
        this.authorizer.mayChange(existing, credentials),
      ),
    );
  }

  async list(
    options: RequestOptions & { target?: string },
  ): Promise<EnvironmentList> {
    return this.visible.list(options.target, options.credentials);
  }

  async page(
    query: EnvironmentQuery,
    { credentials }: RequestOptions,
  ): Promise<EnvironmentPage> {
    return this.visible.page(query, credentials);
  }

  async get(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<Environment> {
    return this.visible.get(ref, credentials);
  }

  async progress(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<EnvironmentProgress> {
    return this.limited('reads', credentials, () =>
      this.visible.progress(ref, credentials),
    );
  }

  async resources(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<EnvironmentResource[]> {
    return this.limited('reads', credentials, async () => {
      const { suffix, target } = await this.visible.get(ref, credentials);
      return this.engine.resources({ suffix, target });
    });
  }

  async alarms(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<AlarmState[]> {
    return this.limited('reads', credentials, async () => {
      const { suffix, target } = await this.visible.get(ref, credentials);
      return this.engine.alarms({ suffix, target });
    });
  }

  async health(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<EnvironmentHealth> {
    return this.limited('reads', credentials, async () => {
      const { suffix, target } = await this.visible.get(ref, credentials);
      return this.engine.health({ suffix, target });
    });
  }

  async withHistory<T extends EnvironmentCandidate>(
    candidates: T[],
    { credentials }: RequestOptions,
  ): Promise<T[]> {
    assertSignedIn(credentials, this.services.auth);
    return this.permissions.filter(
      tapEnvironmentHistoryPermission,
      candidates,
      credentials,
    );
  }

  async drift(
    ref: EnvironmentSelector,
    { credentials }: RequestOptions,
  ): Promise<DriftReport> {
    return this.limited('driftDetections', credentials, () =>
      this.visible.drift(ref, credentials),
    );
  }

  async plan(
    request: EnvironmentRequestInput,
    { credentials }: RequestOptions,
  ): Promise<EnvironmentPlan> {
    const parsed = parseRequest(environmentRequestSchema, request);
    return this.limited('plans', credentials, async () => {
      const { owner } = await this.authorizer.authorize(
        'deploy',
        parsed,
        credentials,
      );
      return this.engine.plan(parsed, { owner });
    });
  }

  async authorize(
    operation: OperationName,
    input: unknown,
    { credentials }: RequestOptions,
  ): Promise<Authorization> {
    try {
      return this.issue(
        await this.authorizer.authorize(operation, input, credentials),
      );
    } catch (error) {
      if (error instanceof NotAllowedError) {
        const initiator = await readInitiator(credentials, this.services).catch(
          () => undefined,
        );
        await this.reporter.refused(
          operation,
          initiator?.ref ?? 'unauthenticated',
          error,
        );
      }
      throw error;
    }
  }

  async resume(
    permit: OperationPermit,
    input: unknown,
    options: RequestOptions,
  ): Promise<Authorization | undefined> {
    const { operation, stackId, ...ref } = permit.authorization;
    const authorization = await resumePermit(permit, {
      principal: principalRef(options.credentials, this.services.auth),
      standing: () =>
        this.engine.standing(ref, {
          stackId,
          token: permit.token,
          operation,
        }),
      authorize: () => this.authorize(operation, input, options),
    });
    return authorization && this.issue(authorization);
  }

  async check<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: RequestOptions,
  ): Promise<void> {
    const { stackId } = await this.authorize(operation, input, options);
    const request = parseOperation(operation, input);
    await this.engine.check(operation, request, { stackId });
  }

  async *run<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: AuthorizedOptions,
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const { authorization, taskId, token, signal, resumed } = options;
    const request = parseOperation(operation, input);
    const { name: target } = this.engine.target(request.target);
    assertAuthorized(
      authorization,
      operation,
      { suffix: request.suffix, target },
      this.issued,
    );
    const { initiator, mayRelease, owner, ownershipRefs, stackId } =
      authorization;
    const recorded: RecordedOperation = {
      id: token,
      initiator,
      taskId,
      plan: (kind, environment) =>
        operationPlan(operation, request, kind, environment),
    };
    yield* this.reporter.report(authorization, recorded, onChange =>
      this.engine.run(operation, request, {
        token,
        signal,
        resumed,
        stackId,
        onChange,
        owner,
        requestedBy: initiator,
        ownershipRefs,
        taskId,
        createOnly: stackId === undefined,
        mayRelease,
      }),
    );
  }

  async listAll(target: string): Promise<Environment[]> {
    return this.engine.list(target);
  }

  inAlarm(target: string): Promise<StackAlarm[]> {
    return this.engine.inAlarm(target);
  }

  async lookUp(
    target: string,
    stackId: string,
  ): Promise<Environment | undefined> {
    return this.engine.getByStackId(target, stackId);
  }

  runningHours(target: string): RunningHours | undefined {
    return this.engine.target(target).runningHours;
  }

  databaseStatus(target: string, stackId: string): Promise<string | undefined> {
    return this.engine.databaseStatus(target, stackId);
  }

  async *follow(
    target: string,
    stackId: string,
    options: { signal?: AbortSignal; cancelledAt?: string } = {},
  ): AsyncGenerator<ProgressEvent, void, undefined> {
    const found = await this.engine.getByStackId(target, stackId);
    if (!found) {
      throw new NotFoundError(`stackId: there is no environment ${stackId}`);
    }
    yield* this.reporter.report(
      {
        operation: 'follow',
        initiator: 'service:tap',
        suffix: found.suffix,
        target,
        owner: found.owner,
        stackId,
      },
      {
        id: followToken(),
        taskId: found.lastTaskId,
        followed: true,
        plan: () => [],
      },
      onChange => this.engine.follow(target, stackId, { ...options, onChange }),
    );
  }

  targetNames(): string[] {
    return [...this.engine.targetNames];
  }

  unavailableReason(): string | undefined {
    return this.engine.unavailableReason;
  }

  /** Limits of the requests that need calls to AWS. */
  private limited<T>(
    kind: keyof UserLimits,
    credentials: BackstageCredentials,
    request: () => Promise<T>,
  ): Promise<T> {
    const user = initiatorRef(credentials, this.services.auth);
    return this.limits[kind].run(user, request);
  }

  private issue(authorization: Authorization): Authorization {
    this.issued.add(authorization);
    return authorization;
  }
}
