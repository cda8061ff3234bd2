import fs from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { assemble, Assembly } from './assemble';
import { Truth } from './describeTruth';
import { FaultInjector } from './faults';
import { CallCounter } from './protocol/CallCounter';
import { World } from './resources/World';
import { Clock } from './state/Clock';
import { claimDirectory, demandUnused } from './state/lockDirectory';

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

/**
 * AWS on this machine: an endpoint on loopback for CloudFormation and the
 * services round it. A development tool; see README.md.
 */
export class Sandbox {
  /** What is made to go wrong. */
  readonly faults: FaultInjector;
  /** What has been called how often. */
  readonly calls: CallCounter;
  /** The time that resources take. */
  readonly clock: Clock;

  private constructor(
    private readonly server: Server,
    private readonly assembly: Assembly,
    /** Where AWS clients are to be pointed, e.g. `http://127.0.0.1:4577` */
    readonly url: string,
    private readonly release: () => void,
  ) {
    this.faults = assembly.faults;
    this.calls = assembly.calls;
    this.clock = assembly.clock;
  }

  /**
   * Starts a sandbox; operations that an earlier one left unfinished go on.
   *
   * @throws Error when the port or the state directory is taken
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const directory =
      options.stateDir ??
      fs.mkdtempSync(path.join(os.tmpdir(), 'tap-sandbox-'));
    await demandUnused(directory);
    const assembly = assemble(directory, {
      speed: options.speed,
      accountId: options.accountId ?? '000000000000',
      pageSize: options.pageSize ?? 100,
      seed: options.seed,
    });
    const server = createServer(assembly.app);
    // Longer than clients keep a connection idle: one that is closed at the moment of its use looks like a fault.
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
    const unclaim = claimDirectory(directory, url);
    assembly.resumeOperations();
    return new Sandbox(server, assembly, url, () => {
      unclaim();
      if (options.stateDir === undefined) {
        fs.rmSync(directory, { recursive: true, force: true });
      }
    });
  }

  /** The objects of an account in a region: what happens behind CloudFormation's back. */
  world(accountId: string, region: string): World {
    return this.assembly.world(accountId, region);
  }

  /** The truth: what exists, for comparison with what clients believe. */
  state(): Truth {
    return this.assembly.truth();
  }

  /** Stops the server, every operation where it stands, and every database. */
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
