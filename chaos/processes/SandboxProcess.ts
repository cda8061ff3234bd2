import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxIam } from '../../plugins/tap-node/dev/iam/sandboxIam';
import { ChildProgram } from './ChildProgram';
import { freePort } from './freePort';

/** The actual state, as the sandbox reports it. */
export interface SandboxState {
  /** All stacks, including deleted ones. */
  stacks: StackState[];
  /** IDs of the physical objects by `account/region/kind`. */
  objects: Record<string, string[]>;
  /** PostgreSQL processes. */
  databases: { id: string; pid: number }[];
}

/** The actual state of a stack. */
export interface StackState {
  id: string;
  name: string;
  status: string;
  operationInProgress: boolean;
  /** Client request tokens of all its operations, in order. */
  tokens: string[];
}

/** A fault of the sandbox's control API; see packages/sandbox/README.md. */
export type FaultSpec = { kind: string } & Record<string, unknown>;

/** The account of the target. */
export const ACCOUNT = '000000000000';

/** An access key of the account's root user, which may do everything. */
export const ROOT_KEY = 'CHAOS';

/** A sandbox in a process of its own, which is never killed. */
export class SandboxProcess {
  /**
   * @param options.directory - directory for state and log
   * @param options.speed - sandbox seconds per second
   * @param options.enforcesIam - whether calls need the permissions of docs/iam. Default: true
   * @param options.flags - additional command-line arguments
   */
  static async start(options: {
    directory: string;
    speed: number;
    enforcesIam?: boolean;
    flags?: string[];
  }): Promise<SandboxProcess> {
    const { enforcesIam = true } = options;
    const port = await freePort();
    const log = join(options.directory, 'sandbox.log');
    const iam = join(options.directory, 'iam.json');
    await writeFile(iam, JSON.stringify(sandboxIam(ACCOUNT).iam));
    const program = ChildProgram.start({
      folder: 'packages/sandbox',
      args: [
        'src/bin.ts',
        '--port',
        String(port),
        '--state-dir',
        join(options.directory, 'sandbox'),
        '--speed',
        String(options.speed),
        ...(enforcesIam ? ['--iam', iam] : []),
        ...(options.flags ?? []),
      ],
      log,
    });
    // AWS does not use the processors of the portal. The PostgreSQL servers have the same priority.
    setPriority(program.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const sandbox = new SandboxProcess(
      program,
      `http://127.0.0.1:${port}`,
      log,
    );
    await sandbox.healthy();
    return sandbox;
  }

  readonly cloudFormation: CloudFormationClient;

  private constructor(
    private readonly program: ChildProgram,
    readonly url: string,
    /** The log file. */
    readonly log: string,
  ) {
    this.cloudFormation = new CloudFormationClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: ROOT_KEY, secretAccessKey: 'sandbox' },
    });
  }

  async state(): Promise<SandboxState> {
    return this.control<SandboxState>('state');
  }

  /** Number of hits per kind of fault. */
  async hits(): Promise<Record<string, number>> {
    return (await this.control<{ hits: Record<string, number> }>('faults'))
      .hits;
  }

  /** Number of calls per operation, by `service:Operation`. */
  async calls(): Promise<Record<string, number>> {
    return (await this.control<{ operations: Record<string, number> }>('calls'))
      .operations;
  }

  /** Changes the speed of the sandbox, also for operations in progress. */
  async setSpeed(speed: number): Promise<void> {
    await this.control('clock', 'POST', { speed });
  }

  async addFault(fault: FaultSpec): Promise<void> {
    await this.control('faults', 'POST', fault);
  }

  /** Restarts the random sequence of the faults. */
  async seed(seed: number): Promise<void> {
    await this.control('faults', 'POST', { seed });
  }

  async clearFaults(): Promise<void> {
    await this.control('faults', 'DELETE');
  }

  async stop(): Promise<void> {
    this.cloudFormation.destroy();
    await this.program.end('SIGTERM');
  }

  private async healthy(): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt++) {
      if (this.program.hasEnded) {
        break;
      }
      const answer = await fetch(`${this.url}/_sandbox/health`).catch(
        () => undefined,
      );
      if (answer?.ok) {
        return;
      }
      await sleep(100);
    }
    throw new Error('The sandbox did not start; see sandbox.log');
  }

  private async control<T>(
    path: string,
    method = 'GET',
    body?: object,
  ): Promise<T> {
    const answer = await fetch(`${this.url}/_sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(
        `The sandbox returned ${
          answer.status
        } to ${method} ${path}: ${await answer.text()}`,
      );
    }
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }
}
