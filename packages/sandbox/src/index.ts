export { Sandbox } from './Sandbox';
export type { SandboxOptions } from './Sandbox';
export type { Truth } from './describeTruth';
export { FaultInjector } from './faults';
export type { ActiveFault, Fault } from './faults';
