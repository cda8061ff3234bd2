import { Stack } from '@aws-sdk/client-cloudformation';
import {
  Environment,
  EnvironmentRef,
  KeptResource,
  ProgressEvent,
  RemovedResource,
  StackOperation,
} from '@tap/plugin-tap-common';
import { Target } from '../config';
import { stackToEnvironment } from '../stack';
import { StackChange } from '../TapEngine';
import { ProgressFold } from '../watch';
import { OperationFeed } from './OperationFeed';

const IN_PROGRESS = {
  create: 'CREATE_IN_PROGRESS',
  update: 'UPDATE_IN_PROGRESS',
  delete: 'DELETE_IN_PROGRESS',
} as const;

/** What the deletion of a stack has removed, and what still exists. */
export interface Remains {
  kept: KeptResource[];
  removed: RemovedResource[];
}

/** Purpose of an operation. */
export type OperationPurpose = 'deploy' | 'teardown' | 'change' | 'follow';

/**
 * One operation on one stack in this process, with its events and progress.
 */
export class Operation {
  readonly feed = new OperationFeed<ProgressEvent>();
  readonly fold = new ProgressFold(0);
  /** Undefined until CloudFormation has accepted it. */
  kind: StackOperation | undefined;
  /** The last read environment. */
  environment: Environment | undefined;

  private readonly cancellation = new AbortController();

  constructor(
    readonly purpose: OperationPurpose,
    readonly ref: EnvironmentRef,
    readonly target: Target,
    readonly token: string,
    private readonly onChange: (change: StackChange) => void = () => {},
  ) {}

  /** Aborted as soon as a follower of the operation cancels it. */
  get signal(): AbortSignal {
    return this.cancellation.signal;
  }

  /** Lets this signal cancel the operation too. */
  cancelWith(signal: AbortSignal | undefined): void {
    if (signal?.aborted) {
      this.cancellation.abort();
    }
    signal?.addEventListener('abort', () => this.cancellation.abort(), {
      once: true,
    });
  }

  accepted(kind: StackOperation, stack: Stack, attached: boolean): void {
    this.kind = kind;
    this.feed.push({
      type: 'accepted',
      operation: kind,
      stackName: stack.StackName!,
      stackId: stack.StackId!,
      attached,
    });
    // A read from before the call does not show yet that AWS has accepted it.
    this.report(
      'accepted',
      attached ? stack : { ...stack, StackStatus: IN_PROGRESS[kind] },
    );
  }

  statusChanged(stack: Stack): void {
    this.report('changed', stack);
  }

  notice(message: string): void {
    this.feed.push({ type: 'notice', message });
  }

  /** Reports that the operation has ended, successfully or not. */
  ended(stack: Stack): void {
    this.report('ended', stack);
  }

  completed(
    operation: StackOperation | 'none',
    stack: Stack,
    remains: Remains = { kept: [], removed: [] },
  ): void {
    this.environment =
      stackToEnvironment(stack, this.target) ?? this.environment;
    this.feed.push({
      type: 'completed',
      operation,
      environment: this.environment!,
      ...remains,
    });
  }

  private report(phase: StackChange['phase'], stack: Stack): void {
    const environment = stackToEnvironment(stack, this.target);
    if (environment && this.kind) {
      this.environment = environment;
      this.onChange({ phase, operation: this.kind, environment });
    }
  }
}
