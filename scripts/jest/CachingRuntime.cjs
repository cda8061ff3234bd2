// Extends Jest's own runtime. In packages for Node.js, it changes nothing.
const BackstageRuntime = require('@backstage/cli/config/jestCachingModuleLoader');

/** The transformed files of dependencies: by the ID of the transforms, then by file. */
const caches = new Map();

/**
 * A runtime of Jest that reads and transforms each file of a dependency once per process. Jest's own reads each file again for
 * each test file: https://github.com/jestjs/jest/blob/v30.2.0/packages/jest-runtime/src/index.ts
 * In watch mode, a change of a dependency needs a restart.
 */
module.exports = class CachingRuntime extends BackstageRuntime {
  #transformed;

  constructor(config, ...rest) {
    super(config, ...rest);
    this.#transformed = caches.get(config.id) ?? new Map();
    caches.set(config.id, this.#transformed);
  }

  transformFile(file, options) {
    if (!file.includes('/node_modules/') || options?.isInternalModule) {
      return super.transformFile(file, options);
    }
    const transformed = this.#transformed.get(file);
    if (!transformed) {
      const code = super.transformFile(file, options);
      this.#transformed.set(file, this._fileTransforms.get(file));
      return code;
    }
    // As Jest's own.
    this._fileTransforms.set(file, transformed);
    if (transformed.sourceMapPath) {
      this._sourceMapRegistry.set(file, transformed.sourceMapPath);
    }
    return transformed.code;
  }
};
