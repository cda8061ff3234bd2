/** A PostgreSQL process that runs. */
export interface DatabaseProcess {
  id: string;
  pid: number;
  port: number;
}

/** The real PostgreSQL servers of a sandbox, by IDs that their users choose. */
export interface DatabaseServers {
  start(id: string, options: Record<string, unknown>): Promise<DatabaseProcess>;
  stop(id: string): Promise<void>;
  /** Stops the server and removes its data. */
  remove(id: string): Promise<void>;
  /** After a restart of the sandbox: starts all that ran. */
  resumeAll(): Promise<void>;
  /** Stops all and keeps their data. */
  stopAll(): Promise<void>;
  list(): DatabaseProcess[];
}
