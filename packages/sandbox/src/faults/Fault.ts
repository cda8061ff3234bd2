/** Which calls or resources a fault matches, and how often. @public */
export interface Occurrence {
  /** Number of hits before the fault expires. Default: unlimited. */
  count?: number;
  /** Probability of a hit, 0 to 1. Default: 1. */
  probability?: number;
}

/** Which API calls a fault matches. @public */
export interface CallFilter extends Occurrence {
  /** Regular expression for the operation (`^Describe`). Default: all. */
  operation?: string;
  accountId?: string;
}

/**
 * A resource fails with this reason, as if its service had rejected the
 * request.
 *
 * @public
 */
export interface FailResource extends Occurrence {
  kind: 'failResource';
  /** Regular expression for the stack's name. Default: all. */
  stack?: string;
  logicalId?: string;
  /** Regular expression for the logical ID. */
  logicalIdPattern?: string;
  /** For example `AWS::RDS::DBInstance`. */
  type?: string;
  action: 'create' | 'update' | 'delete';
  reason: string;
  /** Handler error code. Default: `GeneralServiceException`. */
  code?: string;
  /** Sandbox seconds before the failure. Default: 0. */
  afterSeconds?: number;
}

/** Calls above this rate receive `Throttling: Rate exceeded`. @public */
export interface Throttle extends CallFilter {
  kind: 'throttle';
  callsPerSecond: number;
}

/** The connection is closed before or after the call takes effect. @public */
export interface Drop extends CallFilter {
  kind: 'drop';
  when: 'before' | 'after';
}

/** The response is delayed. @public */
export interface Late extends CallFilter {
  kind: 'late';
  milliseconds: number;
}

/** DescribeStacks and ListStacks return earlier data. @public */
export interface Stale extends CallFilter {
  kind: 'stale';
  seconds: number;
}

/** The call fails with an error and has no effect. @public */
export interface ErrorAnswer extends CallFilter {
  kind: 'error';
  code?: string;
  message?: string;
  httpStatus?: number;
}

/** A scripted fault. @public */
export type Fault = FailResource | Throttle | Drop | Late | Stale | ErrorAnswer;

/** An active fault and its number of hits. @public */
export interface ActiveFault {
  id: string;
  fault: Fault;
  hits: number;
}
