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
} from './engineVersion';
export { FEATURE_FLAGS } from './featureFlags';
export { METADATA_PARAMETER } from './Metadata';
export { resolveRegion } from './resolveRegion';
export { RETENTION_NAMES } from './retention';
export * from './sizes';
export type { StackPolicy } from './stackPolicy';
export {
  synthesizeTemplate,
  type SynthesizedTemplate,
} from './synthesizeTemplate';
export { TapStack } from './TapStack';
export type { ExistingNetwork, TapStackProps } from './TapStackProps';
export {
  TapStackPropsError,
  type TapStackPropsProblem,
} from './TapStackPropsError';
