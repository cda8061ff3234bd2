export { readEngineConfig, readTargets } from './readTargets';
export type { EngineConfig } from './readTargets';
export type { Target } from './Target';
