/**
 * Scaffolder actions that deploy, change and tear down PostgreSQL environments.
 *
 * @packageDocumentation
 */

export * from './actions';
export { CatalogWait } from './catalog/CatalogWait';
export type { CatalogWaitTask } from './catalog/CatalogWait';
export { scaffolderModuleTap as default } from './module';
