import { Retention } from './retention';

/**
 * Values that a new environment gets if its request does not name others. An existing environment keeps its own.
 * The default size depends on the target, see `TargetOption.defaultSize`.
 *
 * @public
 */
export const REQUEST_DEFAULTS: {
  retention: Retention;
  engineVersion: string;
} = { retention: 'destroy', engineVersion: '17' };
