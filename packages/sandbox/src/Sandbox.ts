import fs from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import os from 'os';
import path from 'path';
import express from 'express';
import {
  ChangeSetBuilder,
  cloudFormationService,
  HandlerRegistry,
  serviceLookup,
  StackEngine,
  StackStore,
} from './cloudformation';
import { FaultInjector } from './faults';
import { controlRouter } from './faults/controlRouter';
import { createDatabaseServers } from './postgres';
import { awsHandler } from './protocol/awsHandler';
import { CallCounter } from './protocol/CallCounter';
import { refuseForeignHosts } from './protocol/refuseForeignHosts';
import { ServiceRegistry } from './protocol/ServiceRegistry';
import { resourceHandlers } from './resources';
import { World } from './resources/World';
import { services } from './services';
import { Clock } from './state/Clock';
import { lockDirectory } from './state/lockDirectory';
import { ScopedWorld } from './state/ScopedWorld';
import { StateStore } from './state/StateStore';
import { describeTruth, Truth } from './describeTruth';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Loopback port; 0 (the default) takes a free one. */
  port?: number;
  /** Where state and databases are kept; a temporary one, removed on close, by default. */
  stateDir?: string;
  /** Sandbox seconds per second; default 30. */
  speed?: number;
  /** Account of callers whose access key ID is not twelve digits. */
  accountId?: string;
  /** Entries on a page of an answer; default 100. */
  pageSize?: number;
  /** Seed of the faults' chances. */
  seed?: number;
}

const HOST = '127.0.0.1';
const DEFAULTS = { accountId: '000000000000', region: 'us-east-1' };

/**
 * AWS on this machine: an endpoint on loopback for CloudFormation and the
 * services round it. A development tool; see README.md.
 */
export class Sandbox {
  private constructor(
    private readonly server: Server,
    /** Where AWS clients are to be pointed, e.g. `http://127.0.0.1:4577` */
    readonly url: string,
    /** What is made to go wrong. */
    readonly faults: FaultInjector,
    /** What has been called how often. */
    readonly calls: CallCounter,
    /** The time that resources take. */
    readonly clock: Clock,
    /** The objects of an account in a region: what happens behind CloudFormation's back. */
    readonly world: (accountId: string, region: string) => World,
    private readonly readTruth: () => Truth,
    private readonly stop: () => Promise<void>,
  ) {}

  /**
   * Starts a sandbox; operations that an earlier one left unfinished go on.
   *
   * @throws Error when the port or the state directory is taken
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const temporary = options.stateDir === undefined;
    const directory =
      options.stateDir ??
      fs.mkdtempSync(path.join(os.tmpdir(), 'tap-sandbox-'));
    fs.mkdirSync(directory, { recursive: true });
    const unlock = lockDirectory(directory);
    const store = StateStore.open(directory);
    const databases = createDatabaseServers({ directory });
    const clock = new Clock(options.speed);
    const faults = new FaultInjector(options.seed);
    const calls = new CallCounter();
    const world = (accountId: string, region: string): World =>
      new ScopedWorld(store, databases, accountId, region);
    const otherServices = services();
    const parts = {
      stacks: new StackStore(store),
      handlers: new HandlerRegistry(resourceHandlers()),
      clock,
      faults,
      world,
      lookup: serviceLookup(new ServiceRegistry(otherServices), world),
    };
    const engine = new StackEngine(parts);
    const cloudFormationParts = {
      ...parts,
      engine,
      pageSize: options.pageSize ?? 100,
    };
    const changeSets = new ChangeSetBuilder(cloudFormationParts);
    const cloudFormation = cloudFormationService(
      cloudFormationParts,
      changeSets,
    );
    const app = express();
    app.disable('x-powered-by');
    app.use(refuseForeignHosts);
    const readTruth = () => describeTruth(parts.stacks, store, databases);
    app.use(
      '/_sandbox',
      controlRouter({ faults, calls, clock, state: readTruth }),
    );
    app.use(
      express.text({ type: () => true, limit: '5mb' }),
      awsHandler({
        registry: new ServiceRegistry([cloudFormation, ...otherServices]),
        faults,
        calls,
        defaults: {
          ...DEFAULTS,
          accountId: options.accountId ?? DEFAULTS.accountId,
        },
        world,
        flush: () => store.flush(),
      }),
    );
    const server = createServer(app);
    const stop = async () => {
      changeSets.close();
      await engine.close();
      await databases.stopAll();
      store.close();
      unlock();
      if (temporary) {
        fs.rmSync(directory, { recursive: true, force: true });
      }
    };
    try {
      await listen(server, options.port ?? 0);
      await databases.resumeAll();
    } catch (error) {
      server.close();
      await stop();
      throw error;
    }
    engine.resume();
    changeSets.resume();
    const { port } = server.address() as AddressInfo;
    return new Sandbox(
      server,
      `http://${HOST}:${port}`,
      faults,
      calls,
      clock,
      world,
      readTruth,
      stop,
    );
  }

  /** The truth: what exists, for comparison with what clients believe. */
  state(): Truth {
    return this.readTruth();
  }

  /** Stops the server, every operation where it stands, and every database. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
    await this.stop();
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
