/** A PostgreSQL server of the sandbox. */
export interface DatabaseProcess {
  id: string;
  majorVersion: number;
  /** On 127.0.0.1. */
  port: number;
  /** Process ID of the postmaster; undefined while it is stopped. */
  pid?: number;
}

/** What a new primary server is to be. */
export interface PrimaryOptions {
  /** 15 to 18; the sandbox runs the newest minor version that npm ships. */
  majorVersion: number;
  /** By PostgreSQL's and RDS's names, formulas evaluated already. */
  parameters: Record<string, string>;
  masterUsername: string;
  masterPassword: string;
  /** Created beside `postgres`, as RDS does with `DBName`. */
  databaseName?: string;
}

/** What a new read replica is to be. */
export interface ReplicaOptions {
  /** ID of the primary, which has to be running. */
  sourceId: string;
  parameters: Record<string, string>;
}

/**
 * The real PostgreSQL servers of a sandbox, by IDs that their users choose
 * (`[A-Za-z0-9._-]`). Every method may be called again after a crash.
 */
export interface DatabaseServers {
  /**
   * Makes and starts a server, or returns the one that is there.
   *
   * @throws PostgresRefusal with PostgreSQL's words, for instance for a
   *   parameter that it refuses; nothing is left then
   */
  createPrimary(id: string, options: PrimaryOptions): Promise<DatabaseProcess>;
  /**
   * Makes and starts a streaming replica, or returns the one that is there.
   *
   * @throws PostgresRefusal as `createPrimary`
   */
  createReplica(id: string, options: ReplicaOptions): Promise<DatabaseProcess>;
  /**
   * Gives a server other parameters. Those that need a restart wait for one
   * unless `restart` is true.
   *
   * @returns `pendingRestart`: whether some of them wait now
   * @throws PostgresRefusal when PostgreSQL refuses a value or does not start
   *   with it; the server runs on with its old parameters then
   */
  reconfigure(
    id: string,
    parameters: Record<string, string>,
    options: { restart: boolean },
  ): Promise<{ pendingRestart: boolean }>;
  /** Changes the password of the master user. */
  changeMasterPassword(id: string, password: string): Promise<void>;
  /** Makes a replica a server of its own. */
  promote(id: string): Promise<void>;
  start(id: string): Promise<DatabaseProcess>;
  stop(id: string): Promise<void>;
  /** Stops the server and removes its data. */
  remove(id: string): Promise<void>;
  /** Stops the server and keeps its data as a snapshot. */
  removeKeepingSnapshot(id: string, snapshotId: string): Promise<void>;
  removeSnapshot(snapshotId: string): Promise<void>;
  /**
   * After a restart of the sandbox: adopts the servers that still run and starts
   * those that do not.
   *
   * @returns what could not be started, with the reason
   */
  resumeAll(): Promise<Array<{ id: string; error: Error }>>;
  /** Stops all and keeps their data. */
  stopAll(): Promise<void>;
  list(): DatabaseProcess[];
}
