export { Sandbox } from './Sandbox';
export type { SandboxOptions } from './Sandbox';
export type { Readings } from './Readings';
export type { SandboxState } from './describeState';
export type { Grant } from './iam/Authorizer';
export type { IamOptions, IamRole } from './iam/IamOptions';
export type { PolicyDocument } from './iam/PolicyDocument';
export { FaultInjector } from './faults';
export type { ActiveFault, Fault } from './faults';
export { PostgresError } from './postgres/PostgresError';
export { startPostgres } from './postgres/startPostgres';
export type {
  RunningPostgres,
  StartPostgresOptions,
} from './postgres/startPostgres';
