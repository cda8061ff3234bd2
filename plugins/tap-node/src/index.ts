/**
 * The engine of TAP: synthesize, plan, deploy, update, tear down, watch and list PostgreSQL environments.
 *
 * @packageDocumentation
 */

export * from './aws/AwsAccessError';
export type { AwsTimeouts } from './aws/AwsClients';
export {
  AWS_SERVICES,
  isLoopbackHost,
  readEngineConfig,
  readPortal,
  readTargets,
  readUserLimits,
  sizeOf,
} from './config';
export type { AwsService, EngineConfig, Target, UserLimits } from './config';
export * from './DefaultEnvironmentService';
export * from './DefaultTapEngine';
export * from './environmentEvents';
export * from './EnvironmentService';
export * from './operation/errors';
export * from './operation/failureOutcome';
export * from './operationEvents';
export * from './permissions';
export * from './service/TooManyRequestsError';
export * from './services';
export type {
  LoadedStackModule,
  PinnedOptions,
  ReplicaFacts,
  StackFacts,
  StackInput,
  StackModule,
  StackNetwork,
  StackOptions,
  StackWindows,
  StackResource,
  StackSize,
  StackSizeField,
  StackSynthesizer,
  StackTemplate,
  SynthesizedStack,
} from './stackModule';
export * from './TapEngine';
export type { WatchTiming } from './watch/PollInterval';
