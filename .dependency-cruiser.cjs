// Enforces the boundaries between packages (docs/ARCHITECTURE.md) and rejects import cycles, including type-only imports.
// Rules: https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md

/** Folders of the packages, by name. */
const PACKAGES = {
  'aws-facts': 'packages/aws-facts',
  'tap-stack': 'packages/tap-stack',
  sandbox: 'packages/sandbox',
  'tap-common': 'plugins/tap-common',
  'tap-node': 'plugins/tap-node',
  'permission-backend-module-tap': 'plugins/permission-backend-module-tap',
  'scaffolder-backend-module-tap': 'plugins/scaffolder-backend-module-tap',
  'catalog-backend-module-tap': 'plugins/catalog-backend-module-tap',
  'tap-backend': 'plugins/tap-backend',
  tap: 'plugins/tap',
};

/** What each package can import besides itself. */
const ALLOWED = {
  'aws-facts': [],
  'tap-stack': ['aws-facts'],
  sandbox: ['aws-facts'],
  'tap-common': [],
  'tap-node': ['aws-facts', 'tap-common'],
  'permission-backend-module-tap': ['tap-common', 'tap-node'],
  'scaffolder-backend-module-tap': ['tap-common', 'tap-node'],
  'catalog-backend-module-tap': ['tap-common', 'tap-node'],
  'tap-backend': ['tap-common', 'tap-node'],
  tap: ['tap-common'],
};

/** Tests can import any package, in particular the sandbox. */
const TESTS = '(\\.test\\.tsx?$|/__testUtils__/|/e2e/|/dev/)';

/** Folders of the engine; each imports only those before it. */
const ENGINE_FOLDERS = ['operation', 'teardown', 'deploy', 'plan'];

const pattern = names => names.map(name => `^${PACKAGES[name]}/`).join('|');

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Files in an import cycle cannot be read or tested separately.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.keys(PACKAGES).map(name => ({
      name: `imports-of-${name}`,
      comment: `${name} imports ${
        ALLOWED[name].join(', ') || 'no other package of TAP'
      }.`,
      severity: 'error',
      from: { path: pattern([name]), pathNot: TESTS },
      to: {
        path: `^(packages|plugins)/`,
        pathNot: pattern([name, ...ALLOWED[name]]),
      },
    })),
    ...ENGINE_FOLDERS.slice(0, -1).map((name, index) => ({
      name: `engine-folder-${name}`,
      comment:
        'plan imports deploy, deploy imports teardown, teardown imports operation; not the reverse.',
      severity: 'error',
      from: { path: `^plugins/tap-node/src/${name}/`, pathNot: TESTS },
      to: {
        path: ENGINE_FOLDERS.slice(index + 1).map(
          later => `^plugins/tap-node/src/${later}/`,
        ),
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
