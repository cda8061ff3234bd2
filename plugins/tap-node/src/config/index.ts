export { isLoopbackHost } from './isLoopbackHost';
export { readEngineConfig, readTargets } from './readTargets';
export type { EngineConfig } from './readTargets';
export type { AwsService, Target } from './Target';
