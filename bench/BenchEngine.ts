import { ConfigReader } from '@backstage/config';
import { parseOperation, ProgressEvent } from '@tap/plugin-tap-common';
import { DefaultTapEngine } from '../plugins/tap-node/src/DefaultTapEngine';
import { silentLogger } from './silentLogger';

/** Account of all targets, and access key with which the sandbox accepts requests. */
const ACCOUNT = '000000000000';

const OWNER = 'user:default/bench';

type Hook = () => void | Promise<void>;

/** The engine of a back end, in this process. */
export class BenchEngine {
  /**
   * @param options.endpoints - of AWS: one for each target; the targets are named `target-1` and so on
   */
  static create(options: {
    endpoints: string[];
    callsPerSecond: number;
  }): BenchEngine {
    const startup: Hook[] = [];
    const shutdown: Hook[] = [];
    const engine = DefaultTapEngine.create({
      config: new ConfigReader({
        tap: {
          targets: options.endpoints.map((endpoint, index) => ({
            name: `target-${index + 1}`,
            ...(index === 0 && { default: true }),
            accountId: ACCOUNT,
            region: 'us-east-1',
            endpoint,
            callsPerSecond: options.callsPerSecond,
          })),
        },
      }),
      logger: silentLogger,
      lifecycle: {
        addStartupHook: hook => startup.push(hook),
        addBeforeShutdownHook: () => {},
        addShutdownHook: hook => shutdown.push(hook),
      },
    });
    return new BenchEngine(engine, { startup, shutdown });
  }

  private constructor(
    readonly engine: DefaultTapEngine,
    private readonly hooks: Record<'startup' | 'shutdown', Hook[]>,
  ) {}

  /** Does what a back end does when it has started. */
  async startUp(): Promise<void> {
    await Promise.all(this.hooks.startup.map(hook => hook()));
  }

  /** Plans a new environment of the size `small`. */
  async plan(suffix: string): Promise<void> {
    await this.engine.plan(
      parseOperation('deploy', { suffix, size: 'small' }),
      {
        owner: OWNER,
      },
    );
  }

  /**
   * Deploys an environment of the size `micro` to the first target.
   *
   * @throws the error of the deployment if it fails
   */
  async deploy(suffix: string): Promise<void> {
    const progress = this.engine.run(
      'deploy',
      parseOperation('deploy', { suffix, size: 'micro' }),
      {
        token: `bench-${suffix}`,
        requestedBy: OWNER,
        owner: OWNER,
        ownershipRefs: [OWNER],
      },
    );
    let last: ProgressEvent | undefined;
    for await (const event of progress) {
      last = event;
    }
    if (last?.type !== 'completed') {
      throw new Error(`${suffix}: the deployment ended with ${last?.type}`);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.hooks.shutdown.map(hook => hook()));
  }
}
