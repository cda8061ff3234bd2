import { ConfigReader } from '@backstage/config';
import { parseOperation, ProgressEvent } from '@tap/plugin-tap-common';
import { DefaultTapEngine } from '../plugins/tap-node/src/DefaultTapEngine';
import { silentLogger } from './silentLogger';

/** Account of all targets, and access key with which the sandbox accepts requests. */
const ACCOUNT = '000000000000';

/** The engine of a back end, in this process. */
export class BenchEngine {
  /**
   * @param options.endpoints - of AWS: one for each target; the targets are named `target-1` and so on
   */
  static create(options: {
    endpoints: string[];
    callsPerSecond: number;
  }): BenchEngine {
    const hooks: Array<() => void | Promise<void>> = [];
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
        addStartupHook: () => {},
        addBeforeShutdownHook: () => {},
        addShutdownHook: hook => hooks.push(hook),
      },
    });
    return new BenchEngine(engine, hooks);
  }

  private constructor(
    readonly engine: DefaultTapEngine,
    private readonly hooks: Array<() => void | Promise<void>>,
  ) {}

  /**
   * Deploys an environment of the size `micro` to the first target.
   *
   * @throws the error of the deployment if it fails
   */
  async deploy(suffix: string): Promise<void> {
    const owner = 'user:default/bench';
    const progress = this.engine.run(
      'deploy',
      parseOperation('deploy', { suffix, size: 'micro' }),
      {
        token: `bench-${suffix}`,
        requestedBy: owner,
        owner,
        ownershipRefs: [owner],
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
    await Promise.all(this.hooks.map(hook => hook()));
  }
}
