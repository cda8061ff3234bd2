/**
 * The folders from which mutants are drawn, by name. A mutant belongs to exactly one of them.
 *
 * @type {Record<string, string>}
 */
export const STRATA = {
  'tap-common': 'plugins/tap-common/src',
  deploy: 'plugins/tap-node/src/deploy',
  teardown: 'plugins/tap-node/src/teardown',
  aws: 'plugins/tap-node/src/aws',
  watch: 'plugins/tap-node/src/watch',
  service: 'plugins/tap-node/src/service',
  reconciler: 'plugins/tap-backend/src/reconciler',
  expiry: 'plugins/tap-backend/src/expiry',
  'catalog provider': 'plugins/catalog-backend-module-tap/src',
  'scaffolder actions': 'plugins/scaffolder-backend-module-tap/src',
};

/**
 * The packages whose tests are run: those of the strata and the permission policy, which imports tap-common and tap-node.
 * The front end imports tap-common, too, but what the back end relies on is tested without a browser.
 */
export const TESTED_PACKAGES = [
  'plugins/tap-common',
  'plugins/tap-node',
  'plugins/tap-backend',
  'plugins/catalog-backend-module-tap',
  'plugins/scaffolder-backend-module-tap',
  'plugins/permission-backend-module-tap',
];

/**
 * @param {string} file - path from the root of the repository
 * @returns {string | undefined} the stratum of a source file; undefined for tests and for files outside the strata
 */
export function stratumOf(file) {
  const isSource =
    file.endsWith('.ts') && !/\.test\.ts$|\/(__)?testUtils(__)?\//.test(file);
  return isSource
    ? Object.keys(STRATA).find(name => file.startsWith(`${STRATA[name]}/`))
    : undefined;
}
