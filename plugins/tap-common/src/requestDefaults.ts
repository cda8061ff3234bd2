import { Retention } from './retention';

/**
 * Defaults of a new environment. An existing environment keeps its values. The default size depends on the target, see
 * `TargetOption.defaultSize`.
 *
 * @public
 */
export const REQUEST_DEFAULTS: {
  retention: Retention;
  engineVersion: string;
} = { retention: 'destroy', engineVersion: '17' };
