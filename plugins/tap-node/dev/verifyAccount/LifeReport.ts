/** An event of a resource in the life of an environment. */
export interface LifeEvent {
  operation: string;
  logicalId: string;
  resourceType: string;
  status: string;
  reason?: string;
  /** Since the start of the operation. */
  seconds: number;
}

/** How long an operation took. */
export interface LifeOperation {
  operation: string;
  seconds: number;
}

/** The life of an environment as it was observed. */
export interface Life {
  operations: LifeOperation[];
  events: LifeEvent[];
  /** Why it ended early. */
  failure?: string;
}

/** Something that AWS does in another way than the sandbox. */
export interface LifeDifference {
  operation: string;
  logicalId: string;
  resourceType: string;
  /** The statuses of the resource in the sandbox, in order; empty if it has none. */
  sandbox: string[];
  actual: string[];
}

/** Seconds that AWS and the sandbox need for a resource. */
export interface LifeDuration {
  operation: string;
  resourceType: string;
  sandboxSeconds: number;
  actualSeconds: number;
}

/** The life of an environment in the account, compared with the same life in the sandbox. */
export interface LifeReport extends Life {
  suffix: string;
  size: string;
  differences: LifeDifference[];
  /** The longest resource of each type. */
  durations: LifeDuration[];
  /** Why the sandbox could not live the same life; the differences are then not known. */
  sandboxFailure?: string;
}
