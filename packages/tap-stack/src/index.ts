/**
 * A PostgreSQL environment on AWS, as a CDK library and a CDK app.
 *
 * @packageDocumentation
 */

export {
  DEFAULT_ENGINE_VERSION,
  ENGINE_MAJOR_VERSIONS,
  resolveEngineVersion,
  type EngineVersion,
} from './props/engineVersion';
export { FEATURE_FLAGS } from './synthesis/featureFlags';
export { METADATA_PARAMETER } from './Metadata';
export { usableConnections } from './props/connections';
export { memoryPlan, type MemoryShare } from './props/memoryPlan';
export {
  rotateCredentials,
  type CredentialsRotation,
} from './access/rotateCredentials';
export { resolveRegion } from './props/resolveRegion';

export * from './props/egress';
export * from './props/sizes';
export type { StackPolicy } from './synthesis/stackPolicy';
export {
  synthesizeTemplate,
  type SynthesizedTemplate,
} from './synthesis/synthesizeTemplate';
export { TapStack } from './TapStack';
export type {
  DatabaseWindows,
  ExistingNetwork,
  SharedBastion,
  TapStackProps,
} from './props/TapStackProps';
export {
  TapStackPropsError,
  type TapStackPropsProblem,
} from './props/TapStackPropsError';
