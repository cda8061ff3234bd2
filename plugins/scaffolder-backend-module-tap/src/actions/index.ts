export { createEnvironmentDeployAction } from './environmentDeploy';
export { createEnvironmentExtendAction } from './environmentExtend';
export { createEnvironmentTeardownAction } from './environmentTeardown';
