/**
 * Back-end plugin of TAP: HTTP routes, registered actions, reconciler and expiry of PostgreSQL environments.
 *
 * @packageDocumentation
 */

export { tapPlugin as default } from './plugin';
