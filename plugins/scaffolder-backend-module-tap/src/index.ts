/**
 * Scaffolder actions that deploy, tear down and extend PostgreSQL environments.
 *
 * @packageDocumentation
 */

export * from './actions';
export { CatalogWait } from './catalog/CatalogWait';
export type { CatalogWaitTask } from './catalog/CatalogWait';
export { scaffolderModuleTap as default } from './module';
