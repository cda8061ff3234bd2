/**
 * Permission policy for PostgreSQL environments, and its building blocks for your own policy.
 *
 * @packageDocumentation
 */

export { permissionModuleTap as default } from './module';
export { TapPermissionPolicy } from './TapPermissionPolicy';
export { tapPolicyDecision } from './tapPolicyDecision';
export { readTapPolicyOptions } from './TapPolicyOptions';
export type { TapPolicyOptions } from './TapPolicyOptions';
