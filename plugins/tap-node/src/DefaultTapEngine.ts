import {
  LoggerService,
  RootConfigService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { InputError, NotImplementedError } from '@backstage/errors';
import {
  Environment,
  EnvironmentPlan,
  EnvironmentProgress,
  ProgressEvent,
} from '@tap/plugin-tap-common';
import { EngineConfig, readEngineConfig, Target } from './config';
import { TapEngine } from './TapEngine';

/** The engine over CloudFormation. @public */
export class DefaultTapEngine implements TapEngine {
  static create(options: {
    config: RootConfigService;
    logger: LoggerService;
    lifecycle: RootLifecycleService;
  }): DefaultTapEngine {
    return new DefaultTapEngine(readEngineConfig(options.config));
  }

  private constructor(private readonly config: EngineConfig) {}

  get portal(): string {
    return this.config.portal;
  }

  get targets(): readonly Target[] {
    return this.config.targets;
  }

  target(name?: string): Target {
    const target = this.targets.find(t => t.name === (name ?? t.name));
    if (!target) {
      throw new InputError(`target: there is no target '${name}'`);
    }
    return target;
  }

  async list(): Promise<Environment[]> {
    throw new NotImplementedError('list');
  }

  async get(): Promise<Environment | undefined> {
    throw new NotImplementedError('get');
  }

  async getByStackId(): Promise<Environment | undefined> {
    throw new NotImplementedError('getByStackId');
  }

  async progress(): Promise<EnvironmentProgress> {
    throw new NotImplementedError('progress');
  }

  async plan(): Promise<EnvironmentPlan> {
    throw new NotImplementedError('plan');
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

  transfer(): AsyncIterable<ProgressEvent> {
    throw new NotImplementedError('transfer');
  }

  follow(): AsyncIterable<ProgressEvent> {
    throw new NotImplementedError('follow');
  }
}
