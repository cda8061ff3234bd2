import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

/** How to connect to an environment's databases. */
export interface DatabaseAccess {
  primaryPort: number;
  replicaPort: number;
  database: string;
  user: string;
  password: string;
}

/** Between two looks. Each has a connection of its own, which takes a process of PostgreSQL and a TLS handshake. */
const PAUSE_MS = 200;

/** Writes to a primary and watches the replication on its replica, while both restart. */
export class ReplayMonitor {
  private readonly states = new Set<string>();
  private reads = 0;
  private isStopped = false;
  private readonly running: Promise<void>[];

  constructor(private readonly access: DatabaseAccess) {
    this.running = [
      this.repeat(() => this.write()),
      this.repeat(() => this.read()),
    ];
  }

  /**
   * Stops after the replica has all rows of the primary.
   *
   * @returns the states of replication that were seen (`pg_get_wal_replay_pause_state`), and the number of reads
   */
  async stop(): Promise<{ states: string[]; reads: number }> {
    this.isStopped = true;
    await Promise.all(this.running);
    const { primaryPort, replicaPort } = this.access;
    const count = (port: number) =>
      this.query(port, 'SELECT count(*)::int AS value FROM beats');
    const written = await count(primaryPort);
    while ((await count(replicaPort)) !== written) {
      await sleep(50);
    }
    return { states: [...this.states], reads: this.reads };
  }

  private async write(): Promise<void> {
    const { primaryPort } = this.access;
    await this.query(primaryPort, 'CREATE TABLE IF NOT EXISTS beats (at text)');
    await this.query(primaryPort, 'INSERT INTO beats SELECT now()::text');
  }

  private async read(): Promise<void> {
    const state = await this.query(
      this.access.replicaPort,
      'SELECT pg_get_wal_replay_pause_state() AS value',
    );
    this.states.add(String(state));
    this.reads += 1;
  }

  /** While a server restarts, it cannot be reached. */
  private async repeat(act: () => Promise<void>): Promise<void> {
    while (!this.isStopped) {
      await act().catch(() => undefined);
      await sleep(PAUSE_MS);
    }
  }

  private async query(port: number, sql: string): Promise<unknown> {
    const { database, user, password } = this.access;
    const client = new Client({
      host: '127.0.0.1',
      port,
      database,
      user,
      password,
      ssl: { rejectUnauthorized: false },
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql)).rows[0]?.value;
    } finally {
      await client.end();
    }
  }
}
