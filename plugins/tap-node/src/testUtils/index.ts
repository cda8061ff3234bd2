/**
 * For tests of what uses the engine. {@link TestPortal} needs `@backstage/backend-test-utils`.
 *
 * @packageDocumentation
 */

export { FakeEnvironmentService } from './FakeEnvironmentService';
export type { FakeOperations } from './FakeOperations';
export type { FakeStacks } from './FakeStacks';
export { sandboxConfig } from './sandboxConfig';
export { setExpiry } from './setExpiry';
export type { Answer, Caller, TaskOutcome, TestPortalOptions } from './types';
export { templateFiles } from './templateFiles';
export { TestPortal } from './TestPortal';
export type { SendRequest, TestTasks } from './TestTasks';
export { eventually, until } from './waits';
