/**
 * For tests of what uses the engine. {@link TestPortal} needs `@backstage/backend-test-utils`.
 *
 * @packageDocumentation
 */

export { FakeEnvironmentService } from './FakeEnvironmentService';
export { sandboxConfig } from './sandboxConfig';
export { setExpiry } from './setExpiry';
export type { Answer, Caller, TaskOutcome, TestPortalOptions } from './types';
export { templateFiles } from './templateFiles';
export { TestPortal } from './TestPortal';
export { eventually, until } from './waits';
