const { resolve } = require('node:path');

/** The configuration of Backstage for the packages whose tests can notice a mutant. Runs in a copy of the repository. */
module.exports = async () => {
  const { TESTED_PACKAGES } = await import('./strata.mjs');
  const config = await require('@backstage/cli/config/jest.js');
  const sources = TESTED_PACKAGES.map(folder =>
    resolve(process.cwd(), folder, 'src'),
  );
  return {
    ...config,
    projects: config.projects
      .filter(({ rootDir }) => sources.includes(rootDir))
      .map(project => ({
        ...project,
        setupFilesAfterEnv: [
          require.resolve('./recordCoverage.cjs'),
          ...project.setupFilesAfterEnv,
        ],
      })),
  };
};
