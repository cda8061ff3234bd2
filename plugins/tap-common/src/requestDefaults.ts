import { Retention } from './retention';
import { SizeName } from './sizes';

/**
 * Values that a new environment gets if its request does not name others. An existing environment keeps its own.
 *
 * @public
 */
export const REQUEST_DEFAULTS: {
  size: SizeName;
  retention: Retention;
  engineVersion: string;
} = { size: 'small', retention: 'destroy', engineVersion: '17' };
