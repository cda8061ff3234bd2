/**
 * Catalog module of TAP: PostgreSQL environments as entities.
 *
 * @packageDocumentation
 */

export { catalogModuleTap as default } from './module';
