export { isLoopbackHost } from './isLoopbackHost';
export { readPortal } from './readPortal';
export {
  readEngineConfig,
  readStackModule,
  readTargetNames,
  readTargets,
} from './readTargets';
export type { EngineConfig } from './readTargets';
export { environmentSize, sizeOf } from './sizeOf';
export { readUserLimits } from './readUserLimits';
export type { UserLimits } from './readUserLimits';
export { AWS_SERVICES } from './Target';
export type { AwsService, Target } from './Target';
