import { execFileSync } from 'node:child_process';

/** Loading the CDK costs seconds and changes `fs`; backend-test-utils is an optional peer dependency, for `testUtils` alone. */
const FORBIDDEN = [
  'aws-cdk-lib',
  'constructs',
  '@backstage/backend-test-utils',
];

describe('index', () => {
  it('does not load aws-cdk-lib into the back end', () => {
    const script = `
      require('@tap/plugin-tap-node');
      const loaded = Object.keys(require.cache);
      console.log(JSON.stringify(loaded));
    `;
    const loaded: string[] = JSON.parse(
      execFileSync(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          '--eval',
          script,
        ],
        { cwd: __dirname, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      ),
    );
    expect(loaded.some(file => file.includes('client-cloudformation'))).toBe(
      true,
    );
    expect(
      loaded.filter(file =>
        FORBIDDEN.some(name => file.includes(`/node_modules/${name}/`)),
      ),
    ).toEqual([]);
  });
});
