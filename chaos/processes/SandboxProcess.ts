import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChildProgram } from './ChildProgram';
import { freePort } from './freePort';

/** What really exists, as the sandbox itself tells it. */
export interface Truth {
  /** All stacks, deleted ones included. */
  stacks: TrueStack[];
  /** IDs of the physical objects by `account/region/kind`. */
  objects: Record<string, string[]>;
  /** PostgreSQL processes. */
  databases: { id: string; pid: number }[];
}

/** A stack as it really is. */
export interface TrueStack {
  id: string;
  name: string;
  status: string;
  operationInProgress: boolean;
  /** Client request tokens of the operations that it has had, in their order. */
  tokens: string[];
}

/** A fault as the sandbox's control API takes it; packages/sandbox/README.md describes them. */
export type FaultSpec = { kind: string } & Record<string, unknown>;

const ACCOUNT = '000000000000';

/** The one sandbox of a campaign, which is never killed. */
export class SandboxProcess {
  /**
   * @param options.directory - where it keeps its state and its log
   * @param options.speed - sandbox seconds per second
   * @param options.flags - more arguments of its command line
   */
  static async start(options: {
    directory: string;
    speed: number;
    flags?: string[];
  }): Promise<SandboxProcess> {
    const port = await freePort();
    const log = join(options.directory, 'sandbox.log');
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
        ...(options.flags ?? []),
      ],
      log,
    });
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
    /** The file that takes what it prints. */
    readonly log: string,
  ) {
    this.cloudFormation = new CloudFormationClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'sandbox' },
    });
  }

  async truth(): Promise<Truth> {
    return this.control<Truth>('state');
  }

  /** How often each fault has hit so far, by kind. */
  async hits(): Promise<Record<string, number>> {
    return (await this.control<{ hits: Record<string, number> }>('faults'))
      .hits;
  }

  /** How often each operation has been called, by `service:Operation`. */
  async calls(): Promise<Record<string, number>> {
    return (await this.control<{ operations: Record<string, number> }>('calls'))
      .operations;
  }

  /** Changes how fast resources come up, for what is under way as well. */
  async setSpeed(speed: number): Promise<void> {
    await this.control('clock', 'POST', { speed });
  }

  async addFault(fault: FaultSpec): Promise<void> {
    await this.control('faults', 'POST', fault);
  }

  /** Begins the sequence of the faults' chances. */
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
        `The sandbox answered ${
          answer.status
        } to ${method} ${path}: ${await answer.text()}`,
      );
    }
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }
}
