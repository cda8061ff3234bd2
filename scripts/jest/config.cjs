const { basename } = require('node:path');

/** The configuration of the Backstage CLI, with caches that all packages and all test files share. */
module.exports = require('@backstage/cli/config/jest').then(
  ({ projects, ...config }) => ({
    ...config,
    projects: projects.map(project => ({
      ...project,
      runtime: require.resolve('./CachingRuntime.cjs'),
      transform: Object.fromEntries(
        Object.entries(project.transform).map(([pattern, transform]) => [
          pattern,
          withSharedCache(transform),
        ]),
      ),
    })),
  }),
);

function withSharedCache(transform) {
  const [file, options] = [transform].flat();
  return basename(file) === 'jestSwcTransform.js'
    ? [require.resolve('./swcTransform.cjs'), options]
    : transform;
}
