/** A PostgreSQL server process of the sandbox. @public */
export interface DatabaseProcess {
  id: string;
  majorVersion: number;
  /** On 127.0.0.1. */
  port: number;
  /** Process ID of the postmaster; undefined while the server is stopped. */
  pid?: number;
}

/** Options of a new primary server. @public */
export interface PrimaryOptions {
  /**
   * 15 to 18; the sandbox runs the newest minor version that is published on
   * npm.
   */
  majorVersion: number;
  /**
   * Parameters by the names of PostgreSQL and RDS, formulas already evaluated.
   */
  parameters: Record<string, string>;
  masterUsername: string;
  masterPassword: string;
  /** Database created in addition to `postgres`, as RDS does with `DBName`. */
  databaseName?: string;
}

/** Options of a new read replica. @public */
export interface ReplicaOptions {
  /** ID of the primary, which must be running. */
  sourceId: string;
  parameters: Record<string, string>;
}

/**
 * The PostgreSQL servers of a sandbox, by IDs that the caller chooses
 * (`[A-Za-z0-9._-]`). All methods are idempotent and can be repeated after a
 * crash.
 *
 * @public
 */
export interface DatabaseServers {
  /**
   * Creates and starts a server, or returns the existing one.
   *
   * @throws PostgresError with PostgreSQL's message, for example for an
   *   invalid parameter; nothing is left behind
   */
  createPrimary(id: string, options: PrimaryOptions): Promise<DatabaseProcess>;
  /**
   * Creates and starts a streaming replica, or returns the existing one.
   *
   * @throws PostgresError as `createPrimary`
   */
  createReplica(id: string, options: ReplicaOptions): Promise<DatabaseProcess>;
  /**
   * Changes the parameters of a server. Parameters that require a restart are
   * applied only if `restart` is true.
   *
   * @returns `pendingRestart`: whether parameters wait for a restart
   * @throws PostgresError if PostgreSQL rejects a value or does not start
   *   with it; the server continues with the previous parameters
   */
  reconfigure(
    id: string,
    parameters: Record<string, string>,
    options: { restart: boolean },
  ): Promise<{ pendingRestart: boolean }>;
  /** Changes the password of the master user. */
  changeMasterPassword(id: string, password: string): Promise<void>;
  /**
   * Creates extensions as the superuser, because the master user of RDS can
   * create more than PostgreSQL allows to it.
   *
   * @returns those that exist now: RDS has more than this PostgreSQL
   */
  createExtensions(
    id: string,
    database: string,
    names: string[],
  ): Promise<string[]>;
  /** Promotes a replica to a standalone server. */
  promote(id: string): Promise<void>;
  start(id: string): Promise<DatabaseProcess>;
  stop(id: string): Promise<void>;
  /** Stops the server and deletes its data. */
  remove(id: string): Promise<void>;
  /** Stops the server and keeps its data as a snapshot. */
  removeKeepingSnapshot(id: string, snapshotId: string): Promise<void>;
  removeSnapshot(snapshotId: string): Promise<void>;
  /**
   * Resumes the servers after a restart of the sandbox: adopts running servers
   * and starts the others.
   *
   * @returns the servers that failed to start, with the reason
   */
  resumeAll(): Promise<Array<{ id: string; error: Error }>>;
  /** Stops all servers and keeps their data. */
  stopAll(): Promise<void>;
  list(): DatabaseProcess[];
}
