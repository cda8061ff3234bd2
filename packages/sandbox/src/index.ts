export { Sandbox } from './Sandbox';
export type { SandboxOptions } from './Sandbox';
export type { Truth } from './describeTruth';
export { FaultInjector } from './faults';
export type { ActiveFault, Fault } from './faults';
export { PostgresRefusal } from './postgres/PostgresRefusal';
export { startPostgres } from './postgres/startPostgres';
export type {
  RunningPostgres,
  StartPostgresOptions,
} from './postgres/startPostgres';
