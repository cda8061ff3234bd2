import { createServiceFactory } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  AlarmState,
  DriftReport,
  durationSeconds,
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
  Finding,
  OperationInput,
  OperationName,
  OperationRequest,
  parseOperation,
  ProgressEvent,
  REQUEST_DEFAULTS,
  RunningHours,
  selectEnvironments,
  StackOperation,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import {
  Authorization,
  AuthorizedOptions,
  EnvironmentSelector,
  EnvironmentService,
  OperationPermit,
  RequestOptions,
} from '../EnvironmentService';
import { TeardownBlockedError } from '../operation/errors';
import { environmentServiceRef } from '../services';
import { FakeStacks } from './FakeStacks';
import { MOCK_USER } from './types';

type Changes = {
  expiresIn?: string;
  graceHours?: number;
  owner?: string;
  scheduled?: boolean;
};

/** What {@link FakeEnvironmentService} takes for the present time. */
const NOW = '2026-11-20T12:00:00.000Z';

/** The kind of change that an operation makes to a stack; an update where it is not listed. */
const CHANGES: Partial<Record<OperationName, StackOperation>> = {
  deploy: 'create',
  teardown: 'delete',
};

/**
 * The environment service on environments in memory. It rejects what the real one would reject, as far as tests ask for it,
 * and records what it was asked.
 *
 * @public
 */
export class FakeEnvironmentService
  extends FakeStacks
  implements EnvironmentService
{
  /** Brings this service into a back end. */
  readonly factory = createServiceFactory({
    service: environmentServiceRef,
    deps: {},
    factory: () => this,
  });
  readonly authorizations: Array<{
    operation: OperationName;
    input: unknown;
    principal: unknown;
  }> = [];
  /** Suffixes of the environments whose drift was detected. */
  readonly detections: string[] = [];

  /** Why no plan can be made. */
  planFailure: Error | undefined;
  /** Entity refs of users who are not authorized for anything. */
  readonly onlookers = new Set<string>();
  /** Why an operation is not authorized, if it is not. */
  refusal: (
    input: EnvironmentSelector & { size?: string },
    target: string,
  ) => Error | undefined = () => undefined;
  /** What blocks every teardown. */
  readonly blockers: Finding[] = [];
  /** RDS's statuses of databases by suffix, if they are not `available`. */
  readonly databaseStatuses = new Map<string, string>();
  /** Running hours of the targets. */
  hours: RunningHours | undefined;
  /** The stops and starts that were run. */
  readonly runStateChanges: string[] = [];
  /** Result of the next detection of drift. */
  detection: Promise<DriftReport> = Promise.resolve({
    status: 'in-sync',
    checkedAt: NOW,
    resources: [],
  });

  async options(): Promise<EnvironmentOptions> {
    return {
      portal: 'tap',
      targets: [],
      engineVersions: [{ version: '17' }],
      defaultEngineVersion: '17',
      requester: MOCK_USER,
      ownershipRefs: [MOCK_USER],
    };
  }

  async availability(ref: EnvironmentSelector): Promise<SuffixAvailability> {
    return this.find(ref)
      ? { available: false, reason: `'${ref.suffix}' is taken` }
      : { available: true };
  }

  async list({
    target,
  }: RequestOptions & { target?: string }): Promise<EnvironmentList> {
    const items = this.environments.filter(
      e => e.target === (target ?? e.target),
    );
    return { items, readAt: {}, isBeingRead: false, unreachable: [] };
  }

  async page(
    query: EnvironmentQuery,
    by: RequestOptions,
  ): Promise<EnvironmentPage> {
    return {
      ...(await this.list(by)),
      ...selectEnvironments(this.environments, query, {
        ownershipRefs: [MOCK_USER],
        ownerTitle: owner => owner,
        monthlyUsd: () => undefined,
        now: Date.parse(NOW),
      }),
    };
  }

  async get(ref: EnvironmentSelector): Promise<Environment> {
    return this.existing(ref);
  }

  async progress(ref: EnvironmentSelector): Promise<EnvironmentProgress> {
    return { environment: this.find(ref), done: 3, total: 40, events: [] };
  }

  async resources(ref: EnvironmentSelector): Promise<EnvironmentResource[]> {
    const { suffix } = this.existing(ref);
    return [
      {
        logicalId: 'DatabaseInstance',
        resourceType: 'AWS::RDS::DBInstance',
        physicalId: `tapstack-${suffix}`,
        status: 'CREATE_COMPLETE',
      },
    ];
  }

  async alarms(ref: EnvironmentSelector): Promise<AlarmState[]> {
    const { stackName } = this.existing(ref);
    return this.raisedAlarms.filter(alarm => alarm.stackName === stackName);
  }

  runningHours(): RunningHours | undefined {
    return this.hours;
  }

  async databaseStatus(
    _target: string,
    stackId: string,
  ): Promise<string | undefined> {
    const found = this.environments.find(each => each.stackId === stackId);
    return found && this.statusOf(found);
  }

  private statusOf({ suffix }: EnvironmentSelector): string {
    return this.databaseStatuses.get(suffix) ?? 'available';
  }

  async health(ref: EnvironmentSelector): Promise<EnvironmentHealth> {
    const { suffix, engineVersion } = this.existing(ref);
    return {
      databases: [
        {
          logicalId: 'DatabaseInstance',
          identifier: `tapstack-${suffix}`,
          status: this.statusOf({ suffix }),
          engineVersion,
        },
      ],
    };
  }

  /** Onlookers may read no history. */
  async withHistory<T extends EnvironmentSelector>(
    candidates: T[],
    { credentials }: RequestOptions,
  ): Promise<T[]> {
    const principal = credentials.principal as { userEntityRef?: string };
    return this.onlookers.has(principal.userEntityRef ?? '') ? [] : candidates;
  }

  async drift({ suffix }: EnvironmentSelector): Promise<DriftReport> {
    this.detections.push(suffix);
    return this.detection;
  }

  async plan(request: EnvironmentRequestInput): Promise<EnvironmentPlan> {
    if (this.planFailure) {
      throw this.planFailure;
    }
    return {
      ref: { suffix: request.suffix, target: this.targetOf(request) },
      operation: 'create',
      changes: [1, 2].map(n => ({
        action: 'add',
        logicalId: `Subnet${n}`,
        resourceType: 'AWS::EC2::Subnet',
        causes: [],
        effect: 'none',
      })),
      price: undefined,
      warnings: [],
      findings: [],
      templateBytes: 36_718,
    };
  }

  async authorize(
    operation: OperationName,
    input: EnvironmentSelector & { owner?: string; size?: string },
    { credentials }: RequestOptions,
  ): Promise<Authorization> {
    const target = this.targetOf(input);
    const { suffix, owner = MOCK_USER } = input;
    const principal = credentials.principal as { userEntityRef?: string };
    this.authorizations.push({ operation, input, principal });
    if (this.onlookers.has(principal.userEntityRef ?? '')) {
      throw new NotAllowedError(`You may not ${operation} '${suffix}'`);
    }
    const refusal = this.refusal(input, target);
    if (refusal) {
      throw refusal;
    }
    if (operation !== 'deploy') {
      const { retention } = this.existing(input);
      if (operation === 'teardown' && retention === 'retain') {
        throw new ConflictError(`'${suffix}' is retained`);
      }
    }
    return { operation, suffix, target, initiator: MOCK_USER, owner };
  }

  /** As the real one decides where every user is the same one. */
  async resume(
    permit: OperationPermit,
    input: EnvironmentSelector,
    options: RequestOptions,
  ): Promise<Authorization> {
    const { operation } = permit.authorization;
    return this.hasBegun(permit.token)
      ? permit.authorization
      : this.authorize(operation, input, options);
  }

  async check<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    by: RequestOptions,
  ): Promise<void> {
    const request = parseOperation(operation, input);
    await this.authorize(operation, request, by);
    if (operation !== 'teardown') {
      return;
    }
    const { acknowledgeRetained } = request as OperationRequest<'teardown'>;
    const { suffix, wasRetained } = this.existing(request);
    if (wasRetained && !acknowledgeRetained) {
      throw new ConflictError(`'${suffix}' was protected once`);
    }
    if (this.blockers.length > 0) {
      throw new TeardownBlockedError(suffix, this.blockers);
    }
  }

  run<N extends OperationName>(
    operation: N,
    input: OperationInput<N>,
    options: AuthorizedOptions,
  ): AsyncIterable<ProgressEvent> {
    const request: OperationRequest<OperationName> = parseOperation(
      operation,
      input,
    );
    return this.perform(CHANGES[operation] ?? 'update', options, () => {
      const before = this.find(request);
      const after =
        operation === 'deploy'
          ? this.deployed(request as OperationRequest<'deploy'>, options)
          : this.changed(operation, request as EnvironmentSelector & Changes);
      const others = this.environments.filter(e => e !== before);
      this.environments =
        operation === 'teardown' ? others : [...others, after];
      return after;
    });
  }

  private changed(
    operation: OperationName,
    request: EnvironmentSelector & Changes,
  ): Environment {
    const environment = this.existing(request);
    if (operation !== 'stop' && operation !== 'start') {
      return changed(environment, request);
    }
    const { scheduled, suffix } = request;
    this.runStateChanges.push(`${operation} ${suffix}`);
    const state = operation === 'stop' ? 'stopped' : 'started';
    this.databaseStatuses.set(
      suffix,
      operation === 'stop' ? 'stopping' : 'starting',
    );
    return environment.runState?.state === state
      ? environment
      : {
          ...environment,
          status: operation === 'stop' ? 'stopped' : 'available',
          runState: { state, since: NOW, ...(scheduled && { scheduled }) },
        };
  }

  private deployed(
    request: OperationRequest<'deploy'>,
    { authorization, taskId }: AuthorizedOptions,
  ): Environment {
    const target = this.targetOf(request);
    return sampleEnvironment({
      suffix: request.suffix,
      target,
      isDefaultTarget: target === this.targetNames()[0],
      size: request.size ?? 'small',
      retention: request.retention ?? REQUEST_DEFAULTS.retention,
      description: request.description,
      owner: authorization.owner,
      lastTaskId: taskId,
    });
  }
}

/** An environment after an extension, a transfer or a rotation. */
function changed(environment: Environment, request: Changes): Environment {
  const { expiresIn, graceHours, owner = environment.owner } = request;
  const expiresAt = expiresIn
    ? new Date(
        Date.parse(NOW) + durationSeconds(expiresIn)! * 1000,
      ).toISOString()
    : environment.expiresAt;
  return {
    ...environment,
    owner,
    expiresAt,
    ...(graceHours !== undefined && {
      credentialsRotation: {
        requestedAt: NOW,
        previousValidUntil: new Date(
          Date.parse(NOW) + graceHours * 3_600_000,
        ).toISOString(),
      },
    }),
  };
}
