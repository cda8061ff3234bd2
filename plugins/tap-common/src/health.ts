/** A DB instance of an environment, as RDS has it now. @public */
export interface InstanceState {
  /** Logical ID in the stack, such as `DatabaseInstance`. */
  logicalId: string;
  identifier: string;
  /** RDS's status, such as `available` or `stopped`. */
  status: string;
  /** Exact version of PostgreSQL. It is newer than that of the environment if RDS has upgraded the instance by itself. */
  engineVersion: string;
}

/** State of what an environment consists of, beside its stack. @public */
export interface EnvironmentHealth {
  /** The primary first. An instance that does not exist is missing. */
  databases: InstanceState[];
}
