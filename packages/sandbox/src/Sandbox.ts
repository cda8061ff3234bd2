import fs from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { assemble, Assembly } from './assemble';
import { SandboxState } from './describeState';
import { FaultInjector } from './faults';
import { AccountSettings } from './AccountSettings';
import { Readings } from './Readings';
import { Grant } from './iam/Authorizer';
import { IamOptions } from './iam/IamOptions';
import { CallCounter } from './protocol/CallCounter';
import { World } from './resources/World';
import { Clock } from './state/Clock';
import { claimDirectory, assertUnused } from './state/lockDirectory';

/** Options of {@link Sandbox.start}. @public */
export interface SandboxOptions {
  /** Port on loopback. Default: 0, a free port. */
  port?: number;
  /**
   * Directory for state and databases. Default: a temporary directory, removed
   * on close.
   */
  stateDir?: string;
  /** Sandbox seconds per real second. Default: 30. */
  speed?: number;
  /** Account of callers whose access key ID is not twelve digits. */
  accountId?: string;
  /** Items per page of a response. Default: 100. */
  pageSize?: number;
  /** Seed for the probabilities of faults. */
  seed?: number;
  /** Roles whose policies the sandbox enforces. Default: it enforces nothing. */
  iam?: IamOptions;
}

const HOST = '127.0.0.1';

/**
 * A local emulator of CloudFormation and related AWS services, on loopback. A
 * development tool; see README.md.
 *
 * @public
 */
export class Sandbox {
  /** Faults to inject. */
  readonly faults: FaultInjector;
  /** How the sandbox reads what AWS does not document. */
  readonly readings: Readings;
  /** What AWS grants the accounts. */
  readonly settings: AccountSettings;
  /** Number of calls by operation. */
  readonly calls: CallCounter;
  /** The clock that paces resources. */
  readonly clock: Clock;

  private constructor(
    private readonly server: Server,
    private readonly assembly: Assembly,
    /**
     * Endpoint URL for AWS clients, for example `http://127.0.0.1:4577`.
     */
    readonly url: string,
    private readonly release: () => void,
  ) {
    this.faults = assembly.faults;
    this.readings = assembly.readings;
    this.settings = assembly.settings;
    this.calls = assembly.calls;
    this.clock = assembly.clock;
  }

  /**
   * Starts a sandbox and resumes the operations that an earlier process left
   * unfinished.
   *
   * @throws Error when the port or the state directory is in use
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const directory =
      options.stateDir ??
      fs.mkdtempSync(path.join(os.tmpdir(), 'tap-sandbox-'));
    await assertUnused(directory);
    const assembly = assemble(directory, {
      speed: options.speed,
      accountId: options.accountId ?? '000000000000',
      pageSize: options.pageSize ?? 100,
      seed: options.seed,
      iam: options.iam,
    });
    const server = createServer(assembly.app);
    // Longer than clients keep idle connections: closing one while a client
    // uses it looks like a fault.
    server.keepAliveTimeout = 60_000;
    try {
      await assembly.resumeDatabases();
      await listen(server, options.port ?? 0);
    } catch (error) {
      await assembly.stop();
      throw error;
    }
    const { port } = server.address() as AddressInfo;
    const url = `http://${HOST}:${port}`;
    const release = claimDirectory(directory, url);
    assembly.resumeOperations();
    return new Sandbox(server, assembly, url, () => {
      release();
      if (options.stateDir === undefined) {
        fs.rmSync(directory, { recursive: true, force: true });
      }
    });
  }

  /**
   * The physical objects of an account and region, to change them outside
   * CloudFormation.
   */
  world(accountId: string, region: string): World {
    return this.assembly.world(accountId, region);
  }

  /** The actual state, for comparison with what clients see. */
  state(): SandboxState {
    return this.assembly.state();
  }

  /** The grants of the roles, and how often a request needed them. */
  grants(): Grant[] {
    return this.assembly.grants();
  }

  /** Stops the server, the running operations and every database. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
    await this.assembly.stop();
    this.release();
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
