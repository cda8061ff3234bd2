/**
 * For tests of what uses environments.
 *
 * @packageDocumentation
 */

export {
  deletedEnvironment,
  environmentInCreation,
  sampleEnvironment,
} from './sampleEnvironment';
