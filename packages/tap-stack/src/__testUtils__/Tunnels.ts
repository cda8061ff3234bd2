import { ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseName } from './EnvironmentUnderTest';

interface Address {
  host: string;
  port: number;
}

/** Time-out for opening a tunnel. */
const ATTEMPTS = 30;

/**
 * Port forwarding of Session Manager through the bastion, with the AWS CLI and
 * its session-manager-plugin. If these are not available, databases are
 * connected directly: through a VPN or from inside the network.
 */
export class Tunnels {
  private readonly processes: ChildProcess[] = [];
  private readonly addresses = new Map<DatabaseName, Promise<Address>>();

  private constructor(private readonly outputs: Record<string, string>) {}

  /** @param outputs - of the environment's stack */
  static create(outputs: Record<string, string>): Tunnels {
    return new Tunnels(outputs);
  }

  /** @returns host and port of the database; opens a tunnel on the first call */
  reach(database: DatabaseName): Promise<Address> {
    const known = this.addresses.get(database);
    if (known) {
      return known;
    }
    const name = database === 'primary' ? 'Database' : 'ReadReplica1';
    const direct = {
      host: this.outputs[`${name}Endpoint`],
      port: Number(this.outputs[`${name}Port`]),
    };
    // A session that has ended (after an idle time-out) is replaced on the next
    // call.
    const address = this.open(direct, () =>
      this.addresses.delete(database),
    ).catch(() => direct);
    this.addresses.set(database, address);
    return address;
  }

  /**
   * Ends the sessions, including the plugin processes that the AWS CLI starts.
   */
  close(): void {
    for (const { pid, exitCode, signalCode } of this.processes) {
      if (pid && exitCode === null && signalCode === null) {
        endGroup(pid);
      }
    }
  }

  private async open(remote: Address, onEnd: () => void): Promise<Address> {
    const local = { host: '127.0.0.1', port: await freePort() };
    const child = spawn(
      'aws',
      [
        ...['ssm', 'start-session'],
        ...['--region', this.outputs.Region],
        ...['--target', this.outputs.BastionInstanceId],
        ...['--document-name', 'AWS-StartPortForwardingSessionToRemoteHost'],
        '--parameters',
        `host=${remote.host},portNumber=${remote.port},localPortNumber=${local.port}`,
      ],
      // A process group, because the plugin outlives the CLI.
      { stdio: 'ignore', detached: true, env: process.env },
    );
    this.processes.push(child);
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', code =>
        reject(new Error(`the session exited with code ${code}`)),
      );
    });
    const attempts = new AbortController();
    await Promise.race([answering(local, attempts.signal), ended]).finally(() =>
      attempts.abort(),
    );
    ended.catch(onEnd);
    return local;
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid);
  } catch {
    // It has already exited.
  }
}

/** Waits until a tunnel accepts connections, or until the signal ends the attempts. */
async function answering(address: Address, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; !(await accepts(address)); attempt++) {
    if (attempt === ATTEMPTS) {
      throw new Error('the tunnel accepted no connection');
    }
    await sleep(1_000, undefined, { signal });
  }
}

function accepts({ host, port }: Address): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, host);
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}
