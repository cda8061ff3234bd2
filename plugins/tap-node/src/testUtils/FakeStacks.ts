import { InputError, NotFoundError } from '@backstage/errors';
import {
  Environment,
  ProgressEvent,
  StackAlarm,
  StackOperation,
} from '@tap/plugin-tap-common';
import { EnvironmentSelector } from '../EnvironmentService';
import { FakeOperations } from './FakeOperations';

/** Environments in memory, as the portal itself reads and follows them. @public */
export class FakeStacks extends FakeOperations {
  environments: Environment[] = [];
  /** Stacks that no listing contains: only their ARN leads to them. */
  unlisted: Environment[] = [];

  /** Alarms in state ALARM, of every target. */
  raisedAlarms: StackAlarm[] = [];

  /** Targets that were listed. */
  readonly listed: string[] = [];
  /** ARNs that were looked up. */
  readonly lookedUp: string[] = [];
  /** ARNs of the stacks that were followed. */
  readonly followed: string[] = [];
  /** When the tasks of what was followed had been cancelled. */
  readonly cancelled: string[] = [];
  /** Why no target can be listed. */
  failure: Error | undefined;
  /** Why the stack module cannot be loaded. */
  unavailable: string | undefined;
  /** What following a stack waits for. */
  whileFollowed: (stackId: string, signal?: AbortSignal) => Promise<void> =
    async () => {};
  /** The operation that following a stack reports. */
  followedAs: StackOperation | undefined;
  private readonly targets: string[];

  /** @param targets - the default one first */
  constructor(...targets: string[]) {
    super();
    this.targets = targets.length > 0 ? targets : ['main', 'other'];
  }

  targetNames(): string[] {
    return this.targets;
  }

  unavailableReason(): string | undefined {
    return this.unavailable;
  }

  /** The environment of this name, if there is one. */
  find(ref: EnvironmentSelector): Environment | undefined {
    const target = this.targetOf(ref);
    return this.environments.find(
      found => found.suffix === ref.suffix && found.target === target,
    );
  }

  async listAll(target: string): Promise<Environment[]> {
    if (this.failure) {
      throw this.failure;
    }
    this.listed.push(target);
    return this.environments.filter(e => e.target === target);
  }

  async inAlarm(): Promise<StackAlarm[]> {
    if (this.failure) {
      throw this.failure;
    }
    return this.raisedAlarms;
  }

  async lookUp(_: string, stackId: string): Promise<Environment | undefined> {
    this.lookedUp.push(stackId);
    return this.byStackId(stackId);
  }

  async *follow(
    _: string,
    stackId: string,
    options: { cancelledAt?: string; signal?: AbortSignal } = {},
  ): AsyncIterable<ProgressEvent> {
    this.followed.push(stackId);
    if (options.cancelledAt) {
      this.cancelled.push(options.cancelledAt);
    }
    if (this.followedAs) {
      const { stackName } = this.byStackId(stackId)!;
      const operation = this.followedAs;
      yield { type: 'accepted', operation, stackName, stackId, attached: true };
    }
    await this.whileFollowed(stackId, options.signal);
    const environment = this.byStackId(stackId)!;
    yield { type: 'completed', operation: 'none', environment, kept: [] };
  }

  protected existing(ref: EnvironmentSelector): Environment {
    const found = this.find(ref);
    if (!found) {
      throw new NotFoundError(`There is no environment '${ref.suffix}'`);
    }
    return found;
  }

  protected targetOf({
    target = this.targets[0],
  }: {
    target?: string;
  }): string {
    if (!this.targets.includes(target)) {
      throw new InputError(
        `target: there is no target '${target}', for example ${this.targets[0]}`,
      );
    }
    return target;
  }

  private byStackId(stackId: string): Environment | undefined {
    return [...this.environments, ...this.unlisted].find(
      found => found.stackId === stackId,
    );
  }
}
