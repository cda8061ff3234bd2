const { basename } = require('node:path');

/** The configuration of the Backstage CLI, with cache keys of transforms that all packages share. */
module.exports = require('@backstage/cli/config/jest').then(
  ({ projects, ...config }) => ({
    ...config,
    projects: projects.map(project => ({
      ...project,
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
