/** Which calls or resources a fault hits, and how often. */
interface Occurrence {
  /** Hits before it wears off; endless by default. */
  count?: number;
  /** Share of the matching occasions that are hit, 0 to 1; default 1. */
  probability?: number;
}

/** Which API calls a fault hits. */
interface CallFilter extends Occurrence {
  /** Regular expression for the operation (`^Describe`); default all. */
  operation?: string;
  accountId?: string;
}

/** A resource fails with this reason, as if its service had refused. */
export interface FailResource extends Occurrence {
  kind: 'failResource';
  /** Regular expression for the stack's name; default all. */
  stack?: string;
  logicalId?: string;
  /** Regular expression for the logical ID. */
  logicalIdPattern?: string;
  /** e.g. `AWS::RDS::DBInstance` */
  type?: string;
  action: 'create' | 'update' | 'delete';
  reason: string;
  /** Handler error code, default `GeneralServiceException`. */
  code?: string;
  /** Sandbox seconds before it fails; default 0. */
  afterSeconds?: number;
}

/** More calls than this are answered `Throttling: Rate exceeded`. */
export interface Throttle extends CallFilter {
  kind: 'throttle';
  callsPerSecond: number;
}

/** The connection is cut, before or after the call took effect. */
export interface Drop extends CallFilter {
  kind: 'drop';
  when: 'before' | 'after';
}

/** The answer comes this much later. */
export interface Late extends CallFilter {
  kind: 'late';
  milliseconds: number;
}

/** DescribeStacks and ListStacks answer with what was so many seconds ago. */
export interface Stale extends CallFilter {
  kind: 'stale';
  seconds: number;
}

/** The call is answered with an error, without an effect. */
export interface ErrorAnswer extends CallFilter {
  kind: 'error';
  code?: string;
  message?: string;
  httpStatus?: number;
}

/** A scripted fault. */
export type Fault = FailResource | Throttle | Drop | Late | Stale | ErrorAnswer;

/** A fault in force, and how often it has hit so far. */
export interface ActiveFault {
  id: string;
  fault: Fault;
  hits: number;
}
