/**
 * For tests of what uses the engine.
 *
 * @packageDocumentation
 */

export { setExpiry } from './setExpiry';
