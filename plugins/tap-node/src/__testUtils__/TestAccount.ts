import { ConfigReader } from '@backstage/config';
import { IamOptions, Sandbox } from '@tap/sandbox';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import {
  EnvironmentRequest,
  OperationRequest,
  parseOperation,
  ProgressEvent,
} from '@tap/plugin-tap-common';
import { RootLoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsTimeouts } from '../aws/AwsClients';
import { DefaultTapEngine } from '../DefaultTapEngine';
import { DeployOptions } from '../TapEngine';
import { WatchTiming } from '../watch';
import { deferred } from './deferred';
import { mockLifecycle } from './mockLifecycle';
import { mockLogger } from './mockLogger';
import { SharedSynthesizer } from './SharedSynthesizer';
import { TestEndpoint } from './TestEndpoint';

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';

/** A sandbox with any number of engines on it, each as if in a process of its own. */
export class TestAccount {
  static async start(
    options: {
      speed?: number;
      config?: object;
      stackModule?: string;
      iam?: IamOptions;
      /** Directory with the state of an earlier sandbox. Default: a new one. */
      stateDir?: string;
    } = {},
  ): Promise<TestAccount> {
    const sandbox = await Sandbox.start({
      port: 0,
      speed: options.speed ?? 1_000,
      iam: options.iam,
      stateDir: options.stateDir,
    });
    return new TestAccount(sandbox, options.config ?? {}, options.stackModule);
  }

  private readonly stops: Array<() => void | Promise<void>> = [];
  private tokens = 0;

  private constructor(
    readonly sandbox: Sandbox,
    private readonly target: object,
    private readonly stackModule: string = require.resolve('./testStack'),
  ) {}

  /** An endpoint before the sandbox, for engines whose target names it. */
  async endpoint(): Promise<TestEndpoint> {
    const endpoint = await TestEndpoint.start(this.sandbox.url);
    this.stops.push(() => endpoint.stop());
    return endpoint;
  }

  /** An engine like a back end's; `crash` stops all that it does at once. */
  engine(
    options: {
      portal?: string;
      /** Default: that of the account. */
      stackModule?: string;
      tap?: object;
      target?: object;
      /** More targets. */
      otherTargets?: object[];
      timeouts?: AwsTimeouts;
      /** Default: short intervals, for a sandbox that is faster than AWS. */
      timing?: WatchTiming;
      logger?: RootLoggerService;
      /** Of app-config, beside `tap`. */
      config?: object;
    } = {},
  ): {
    engine: DefaultTapEngine;
    crash: () => Promise<void>;
  } {
    const hooks: Array<() => void | Promise<void>> = [];
    const stackModule = options.stackModule ?? this.stackModule;
    const engine = DefaultTapEngine.create({
      config: new ConfigReader({
        ...options.config,
        tap: {
          portal: options.portal ?? 'tap',
          stack: { module: stackModule },
          ...options.tap,
          targets: [
            {
              name: 'sandbox',
              accountId: ACCOUNT,
              region: REGION,
              endpoint: this.sandbox.url,
              callsPerSecond: 200,
              ...this.target,
              ...options.target,
            },
            ...(options.otherTargets ?? []),
          ],
        },
      }),
      logger: options.logger ?? mockLogger(),
      lifecycle: {
        ...mockLifecycle(),
        addShutdownHook: hook => hooks.push(hook),
      },
      synthesizer: new SharedSynthesizer(stackModule),
      timing: options.timing ?? { shortest: 100, longest: 400 },
      timeouts: options.timeouts,
    });
    const crash = async () => {
      for (const hook of hooks.splice(0)) {
        await hook();
      }
    };
    this.stops.push(crash);
    return { engine, crash };
  }

  /** CloudFormation for changes outside the portal. */
  cloudFormation(): CloudFormationClient {
    const client = new CloudFormationClient(this.clientConfig());
    this.stops.push(() => client.destroy());
    return client;
  }

  ec2(): EC2Client {
    const client = new EC2Client(this.clientConfig());
    this.stops.push(() => client.destroy());
    return client;
  }

  private clientConfig() {
    return {
      endpoint: this.sandbox.url,
      region: REGION,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'sandbox' },
    };
  }

  /** An unused token. */
  token(): string {
    this.tokens += 1;
    return `token-${this.tokens}`;
  }

  /** Options of a deployment by this user. */
  by(user: string, more: Partial<DeployOptions> = {}): DeployOptions {
    return {
      token: this.token(),
      requestedBy: `user:default/${user}`,
      owner: `user:default/${user}`,
      ownershipRefs: [`user:default/${user}`],
      mayRelease: true,
      ...more,
    };
  }

  /** Statuses of all stacks of this name, deleted ones included. */
  statuses(suffix: string): string[] {
    return this.sandbox
      .state()
      .stacks.filter(stack => stack.name === `TapStack-${suffix}`)
      .map(stack => stack.status);
  }

  /** Waits until CloudFormation updates the stack of this environment. */
  async updating(suffix: string): Promise<void> {
    while (!this.statuses(suffix).includes('UPDATE_IN_PROGRESS')) {
      await sleep(20);
    }
  }

  /** Waits until CloudFormation works on no stack of this environment. */
  async settled(suffix: string): Promise<void> {
    await this.settledStack(`TapStack-${suffix}`);
  }

  /** Waits until CloudFormation works on no stack of this name. */
  async settledStack(name: string): Promise<void> {
    const isBusy = () =>
      this.sandbox
        .state()
        .stacks.some(stack => stack.name === name && stack.operationInProgress);
    while (isBusy()) {
      await sleep(20);
    }
  }

  async stop(): Promise<void> {
    for (const stop of this.stops) {
      await stop();
    }
    await this.sandbox.close();
  }
}

/** A parsed request with defaults. */
export function request(suffix: string, more: object = {}): EnvironmentRequest {
  return parseOperation('deploy', {
    suffix,
    size: 'micro',
    ...more,
  });
}

/** A parsed request to tear an environment down. */
export function confirmed(
  ref: { suffix: string; target?: string },
  more: object = {},
): OperationRequest<'teardown'> {
  return parseOperation('teardown', { ...ref, confirm: ref.suffix, ...more });
}

/** All events of an operation; throws its error. */
export async function all(
  progress: AsyncIterable<ProgressEvent>,
): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = [];
  for await (const event of progress) {
    events.push(event);
  }
  return events;
}

/** The last event, which says how it ended. */
export async function end(progress: AsyncIterable<ProgressEvent>) {
  return completed(await all(progress));
}

function completed(events: readonly ProgressEvent[]) {
  const last = events[events.length - 1];
  if (last?.type !== 'completed') {
    throw new Error(`It ended with ${last?.type}, not with completed`);
  }
  return last;
}

/**
 * Begins an operation and waits until AWS has accepted it.
 *
 * @returns `outcome` is the last event
 */
export async function begun(progress: AsyncIterable<ProgressEvent>) {
  const accepted = deferred<ProgressEvent>();
  const outcome = (async () => {
    const events: ProgressEvent[] = [];
    for await (const event of progress) {
      events.push(event);
      accepted.resolve(event);
    }
    return completed(events);
  })();
  outcome.catch(error => accepted.reject(error));
  const event = await accepted.promise;
  return { event: event as any, outcome };
}
