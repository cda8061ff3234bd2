export { Sandbox } from './Sandbox';
export type { SandboxOptions } from './Sandbox';
export type { AccountSettings, WithheldOffer } from './AccountSettings';
export type { CallCounter } from './protocol/CallCounter';
export type { Clock } from './state/Clock';
export type { World } from './resources/World';
export type { AwsError } from './protocol/AwsError';
export type {
  DatabaseProcess,
  DatabaseServers,
  PrimaryOptions,
  ReplicaOptions,
} from './postgres/DatabaseServers';
export type { Readings } from './Readings';
export type { SandboxState } from './describeState';
export type { Grant } from './iam/Authorizer';
export type { IamOptions, IamRole } from './iam/IamOptions';
export type {
  OneOrMany,
  PolicyDocument,
  PolicyStatement,
} from './iam/PolicyDocument';
export type { PolicyAction } from './iam/PolicySet';
export { FaultInjector } from './faults';
export type { ActiveFault, Fault } from './faults';
export type {
  CallFilter,
  Drop,
  ErrorAnswer,
  FailResource,
  Late,
  Occurrence,
  Stale,
  Throttle,
} from './faults/Fault';
export type { CallPlan, FaultTarget } from './faults/FaultInjector';
export { PostgresError } from './postgres/PostgresError';
export { startPostgres } from './postgres/startPostgres';
export type {
  RunningPostgres,
  StartPostgresOptions,
} from './postgres/startPostgres';
