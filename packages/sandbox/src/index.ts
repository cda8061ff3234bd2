export { Sandbox } from './Sandbox';
export type { SandboxOptions } from './Sandbox';
export type { Readings } from './Readings';
export type { SandboxState } from './describeState';
export { FaultInjector } from './faults';
export type { ActiveFault, Fault } from './faults';
export { PostgresError } from './postgres/PostgresError';
export { startPostgres } from './postgres/startPostgres';
export type {
  RunningPostgres,
  StartPostgresOptions,
} from './postgres/startPostgres';
