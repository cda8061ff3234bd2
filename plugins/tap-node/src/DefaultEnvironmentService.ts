import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  Environment,
  EnvironmentOptions,
  EnvironmentPlan,
  EnvironmentProgress,
  ProgressEvent,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { Authorization, EnvironmentService } from './EnvironmentService';
import { TapEngine } from './TapEngine';

/** What the environment service stands on. @public */
export interface EnvironmentServiceDependencies {
  auditor: AuditorService;
  auth: AuthService;
  engine: TapEngine;
  events: EventsService;
  logger: LoggerService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/** The engine with credentials, permission check, audit and events round it. @public */
export class DefaultEnvironmentService implements EnvironmentService {
  static create(deps: EnvironmentServiceDependencies) {
    return new DefaultEnvironmentService(deps);
  }

  private constructor(private readonly deps: EnvironmentServiceDependencies) {}

  async options(): Promise<EnvironmentOptions> {
    throw new NotImplementedError('options');
  }

  async availability(): Promise<SuffixAvailability> {
    throw new NotImplementedError('availability');
  }

  async list(): Promise<Environment[]> {
    throw new NotImplementedError('list');
  }

  async get(): Promise<Environment> {
    throw new NotImplementedError('get');
  }

  async progress(): Promise<EnvironmentProgress> {
    throw new NotImplementedError('progress');
  }

  async plan(): Promise<EnvironmentPlan> {
    throw new NotImplementedError('plan');
  }

  async authorize(): Promise<Authorization> {
    throw new NotImplementedError('authorize');
  }

  deploy(): AsyncIterable<ProgressEvent> {
    throw new NotImplementedError('deploy');
  }

  teardown(): AsyncIterable<ProgressEvent> {
    throw new NotImplementedError('teardown');
  }

  extend(): AsyncIterable<ProgressEvent> {
    throw new NotImplementedError('extend');
  }

  async listAll(target: string): Promise<Environment[]> {
    return this.deps.engine.list(target);
  }

  async lookUp(
    target: string,
    stackId: string,
  ): Promise<Environment | undefined> {
    return this.deps.engine.getByStackId(target, stackId);
  }

  targetNames(): string[] {
    return this.deps.engine.targets.map(target => target.name);
  }
}
