export { createEnvironmentDeployAction } from './environmentDeploy';
export { createEnvironmentExtendAction } from './environmentExtend';
export { createEnvironmentRotateCredentialsAction } from './environmentRotateCredentials';
export { createEnvironmentStartAction } from './environmentStart';
export { createEnvironmentStopAction } from './environmentStop';
export { createEnvironmentTeardownAction } from './environmentTeardown';
export type { ChangeServices } from './runChange';
