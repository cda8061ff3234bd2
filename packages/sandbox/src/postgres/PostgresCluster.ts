import { chown, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { PostgresBinaries } from './binaries';
import { Certificate } from './certificate';
import { clusterTemplate } from './clusterTemplate';
import {
  renderAccess,
  renderSettings,
  ServerConfiguration,
} from './configuration';
import { PostgresError, errorFromLog } from './PostgresError';
import { ownedDirectory } from './ownedDirectory';
import { runAs, runToEnd, ServerAccount } from './ServerAccount';
import { isAlive, isRunningFrom, signalProcess } from './isRunningFrom';

/** Time-outs in seconds for starting a server, and for each way of stopping it. */
const PATIENCE_S = 120;
const EXIT_POLL_MS = 25;

/**
 * Fast and immediate shutdown: https://www.postgresql.org/docs/current/server-shutdown.html. A signal needs no process, unlike
 * `pg_ctl stop`.
 */
const STOP_SIGNALS = ['SIGINT', 'SIGQUIT'] as const;

/**
 * A data directory and its server process, controlled by PostgreSQL's `pg_ctl`.
 * The process survives if the sandbox is killed and can be adopted later.
 */
export class PostgresCluster {
  /**
   * @param directory - contains `data` and `log`; accessible to the server's
   *   account
   */
  constructor(
    private readonly binaries: PostgresBinaries,
    private readonly account: ServerAccount | undefined,
    private readonly directory: string,
  ) {}

  get dataDirectory(): string {
    return path.join(this.directory, 'data');
  }

  /**
   * Creates the data directory as a copy of the template.
   *
   * @returns the password of the superuser, which must be replaced
   */
  async initialise(): Promise<string> {
    const template = await clusterTemplate(this.binaries, this.account);
    await this.makeOwned(this.dataDirectory);
    await runToEnd(
      this.account,
      'cp',
      ['-R', `${template.dataDirectory}/.`, this.dataDirectory],
      { cwd: this.directory },
    );
    await this.append('postgresql.conf', "\ninclude 'sandbox.conf'\n");
    return template.adminPassword;
  }

  /** Creates an empty data directory owned by the server's account. */
  makeOwned(directory: string): Promise<void> {
    return ownedDirectory(directory, this.account);
  }

  /** Makes the server's account the owner of a file or directory. */
  async own(file: string): Promise<void> {
    if (this.account) {
      await chown(file, this.account.uid, this.account.gid);
    }
  }

  async configure(configuration: ServerConfiguration): Promise<void> {
    const settings = renderSettings(configuration);
    const access = renderAccess(configuration.parameters);
    await this.write(this.inData('sandbox.conf'), settings);
    await this.write(this.inData('pg_hba.conf'), access);
  }

  async install(certificate: Certificate): Promise<void> {
    await this.write(this.inData('server.crt'), certificate.certificate);
    await this.write(this.inData('server.key'), certificate.privateKey);
  }

  /**
   * Marks the data directory as a standby that is recovered from a base backup.
   */
  async makeStandby(backupLabel: string): Promise<void> {
    await this.write(this.inData('backup_label'), backupLabel);
    await this.write(this.inData('standby.signal'), '');
  }

  /** @throws PostgresError if PostgreSQL rejects the settings */
  async validate(): Promise<void> {
    const { exitCode, output } = await this.run(this.binaries.postgres, [
      '-C',
      'data_directory',
    ]);
    if (exitCode !== 0) {
      throw errorFromLog(output);
    }
  }

  /** @throws PostgresError with the error from the server log */
  async start(): Promise<void> {
    await this.forgetStranger();
    const log = path.join(this.directory, 'log');
    await this.append(log, '');
    const { size } = await stat(log);
    const { exitCode, output } = await this.run(this.binaries.pgCtl, [
      'start',
      '--wait',
      `--timeout=${PATIENCE_S}`,
      `--log=${log}`,
    ]);
    if (exitCode !== 0) {
      const written = (await readFile(log)).subarray(size).toString('utf8');
      throw errorFromLog(written === '' ? output : written);
    }
  }

  /** Stops the server; does nothing if it is not running. */
  async stop(): Promise<void> {
    for (const signal of STOP_SIGNALS) {
      const pid = await this.runningPid();
      if (!pid) {
        return;
      }
      signalProcess(pid, signal);
      await this.waitForExit(pid);
    }
  }

  async reload(): Promise<void> {
    const pid = await this.runningPid();
    if (pid) {
      signalProcess(pid, 'SIGHUP');
    }
  }

  async promote(): Promise<void> {
    const { exitCode, output } = await this.run(this.binaries.pgCtl, [
      'promote',
      '--wait',
    ]);
    if (exitCode !== 0) {
      throw new PostgresError(output.trim());
    }
  }

  /** Process ID of the postmaster while it is running. */
  async runningPid(): Promise<number | undefined> {
    const pid = await this.recordedPid();
    return pid && (await isRunningFrom(pid, this.dataDirectory))
      ? pid
      : undefined;
  }

  /**
   * After a crash, the process ID in `postmaster.pid` can belong to another
   * process. PostgreSQL would then refuse to start.
   */
  private async forgetStranger(): Promise<void> {
    const pid = await this.recordedPid();
    const isOtherProcess =
      pid && isAlive(pid) && !(await isRunningFrom(pid, this.dataDirectory));
    if (isOtherProcess) {
      await rm(this.inData('postmaster.pid'), { force: true });
    }
  }

  private async recordedPid(): Promise<number | undefined> {
    try {
      const content = await readFile(this.inData('postmaster.pid'), 'utf8');
      return Number.parseInt(content, 10) || undefined;
    } catch {
      return undefined;
    }
  }

  private async waitForExit(pid: number): Promise<void> {
    const attempts = (PATIENCE_S * 1_000) / EXIT_POLL_MS;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (!(await isRunningFrom(pid, this.dataDirectory))) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, EXIT_POLL_MS));
    }
  }

  private inData(file: string): string {
    return path.join(this.dataDirectory, file);
  }

  private run(program: string, args: string[]) {
    return runAs(this.account, program, [...args, '-D', this.dataDirectory], {
      cwd: this.directory,
    });
  }

  private async write(file: string, content: string): Promise<void> {
    await rm(file, { force: true });
    await this.append(file, content);
  }

  private async append(file: string, content: string): Promise<void> {
    const target = path.resolve(this.dataDirectory, file);
    const handle = await open(target, 'a', 0o600);
    await handle.writeFile(content);
    await handle.close();
    await this.own(target);
  }
}
