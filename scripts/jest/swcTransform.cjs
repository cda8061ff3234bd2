const { join } = require('node:path');
const swcTransform = require('@backstage/cli/config/jestSwcTransform');

const ROOT = join(__dirname, '..', '..');

/**
 * The transform of the Backstage CLI, with cache keys that all packages share. Its own keys contain the whole configuration of a
 * package, so each package transforms its dependencies again:
 * https://github.com/jestjs/jest/blob/v30.2.0/packages/jest-create-cache-key-function/src/index.ts
 */
module.exports.createTransformer = config => {
  const transformer = swcTransform.createTransformer(config);
  return {
    ...transformer,
    getCacheKey: (source, file, options) =>
      transformer.getCacheKey(source, file, {
        ...options,
        config: { rootDir: ROOT },
        configString: '',
      }),
  };
};
