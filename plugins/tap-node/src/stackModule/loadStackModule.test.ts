import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStackModule } from './loadStackModule';

/** Loads a module in a process of its own, as a back end does when it starts. */
function loadInBackEnd(name: string): string {
  const script = `
    const { loadStackModule } = require(${JSON.stringify(
      require.resolve('./loadStackModule'),
    )});
    try {
      console.log(loadStackModule(${JSON.stringify(name)}).name);
    } catch (error) {
      console.log(error.name + ': ' + error.message);
    }
  `;
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  return execFileSync(
    process.execPath,
    ['--require', transform, '--eval', script],
    { cwd: __dirname, encoding: 'utf8' },
  ).trim();
}

describe('loadStackModule', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tap-stack-module-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('loads the default one where app-config names none', () => {
    expect(loadStackModule(undefined)).toMatchObject({
      name: '@tap/stack/module',
      module: { defaultSize: 'small' },
    });
  });

  it('rejects a name that no module has', () => {
    expect(() => loadStackModule('@acme/no-such-stack')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(
          /^tap\.stack\.module: '@acme\/no-such-stack' cannot be loaded: .*for example @tap\/stack\/module$/,
        ),
      }),
    );
  });

  it('rejects a module that does not export what the contract asks for', () => {
    expect(() => loadStackModule('@tap/stack/sizes')).toThrow(
      "tap.stack.module: '@tap/stack/sizes' must export sizes as an object, see docs/STACK-MODULE.md; for example @tap/stack/module is a stack module",
    );
  });

  it('rejects a module whose synthesizer is not installed', () => {
    const file = join(directory, 'half.js');
    writeFileSync(
      file,
      `module.exports = { ...require(${JSON.stringify(
        require.resolve('@tap/stack/module'),
      )}), synthesizer: '@acme/no-synthesizer' };`,
    );
    expect(loadInBackEnd(file)).toMatch(
      /^InputError: tap\.stack\.module: '.*half\.js' cannot be loaded: Cannot find module '@acme\/no-synthesizer'/,
    );
  });

  it('rejects a module that loads aws-cdk-lib into the main thread', () => {
    const file = join(directory, 'heavy.js');
    writeFileSync(
      file,
      `require(${JSON.stringify(require.resolve('aws-cdk-lib'))});
       module.exports = { ...require(${JSON.stringify(
         require.resolve('@tap/stack/module'),
       )}) };`,
    );
    expect(loadInBackEnd(file)).toMatch(
      /^InputError: tap\.stack\.module: '.*heavy\.js' must not load aws-cdk-lib when it is loaded/,
    );
    expect(loadInBackEnd('@tap/stack/module')).toBe('@tap/stack/module');
  });
});
