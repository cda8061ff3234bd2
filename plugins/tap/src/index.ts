/**
 * Front-end plugin of TAP: request form, progress, environment page, teardown.
 *
 * @packageDocumentation
 */

export { tapPlugin as default } from './plugin';
export { tapApiRef, type TapApi } from './api';
