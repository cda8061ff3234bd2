import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { freePort } from '../chaos/processes/freePort';
import { parse } from 'yaml';
import { readGuide } from './InstallGuide';
import { deadLinks } from './deadLinks';
import { BACK_END, backEndConfig, TOKEN } from './packedBackEnd';
import { entryFiles, importsOf, packageOf } from './packageFiles';
import { PackedPackages } from './PackedPackages';
import { Manifest, publishedPackages, readManifest } from './publishedPackages';

const PACKAGES = publishedPackages().map(({ manifest }) => manifest);

let packed: PackedPackages;

// `./tap test` runs the same code from its sources.
test.describe('packed packages', { tag: '@verify' }, () => {
  test.beforeAll(async () => {
    // Beside the other tests, building and packing takes several minutes on a small machine.
    test.setTimeout(900_000);
    packed = await PackedPackages.install();
  });

  test.afterAll(() => packed?.remove());

  for (const { name } of PACKAGES) {
    test(`${name} contains what its manifest names and declares what it imports`, () => {
      const folder = packed.folderOf(name);
      const manifest = readManifest(join(folder, 'package.json'));
      const missing = [
        'CHANGELOG.md',
        'README.md',
        'LICENSE',
        ...entryFiles(manifest),
      ].filter(file => !existsSync(join(folder, file)));
      expect(missing).toEqual([]);
      expect(existsSync(join(folder, 'src'))).toBe(false);
      expect(manifest.sideEffects).toBeDefined();
      expect(deadLinks(join(folder, 'README.md'))).toEqual([]);
      expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(
        readFileSync(join(__dirname, '..', 'LICENSE'), 'utf8'),
      );

      const { packages, missingFiles } = importsOf(folder);
      expect(missingFiles).toEqual([]);
      const declared = Object.keys({
        [name]: '',
        ...manifest.dependencies,
        ...manifest.peerDependencies,
      });
      expect(
        packages.filter(each => !declared.includes(packageOf(each))),
      ).toEqual([]);
    });
  }

  test('the database migrations of the back end are packed', () => {
    expect(packed.filesOf('@tap/plugin-tap-backend')).toContainEqual(
      expect.stringMatching(/^migrations\/\d+_init\.js$/),
    );
  });

  test('the dependencies of the front end export what it imports', async () => {
    const { packages } = importsOf(packed.folderOf('@tap/plugin-tap'));
    expect(packages).not.toEqual([]);
    expect(await failures(packages, 'import.meta.resolve')).toEqual({});
  });

  for (const { load, transform } of [
    { load: 'require', transform: false },
    { load: 'import', transform: true },
    { load: 'require', transform: true },
    { load: 'import', transform: false },
  ]) {
    const where = transform ? 'the transform of Backstage' : 'plain Node.js';
    test(`every export loads by ${load} under ${where}`, async () => {
      expect(await failures(loadable(), load, transform)).toEqual({});
    });
  }

  test('the configuration schemas declare every key of docs/INSTALL.md', async () => {
    const data = [...readGuide().values()]
      .flat()
      .filter(({ title }) => title?.startsWith('app-config'))
      .map(({ title, text }) => ({ context: title, data: parse(text) }));
    expect(data).toHaveLength(3);
    // What every app has in its configuration.
    const { app, backend } = JSON.parse(backEndConfig(7007, 4577));
    data.unshift({ context: 'the app', data: { app, backend } });
    await packed.write(
      'schema.js',
      `const { loadConfigSchema } = require('@backstage/config-loader');
     loadConfigSchema({
       dependencies: ${JSON.stringify([
         ...PACKAGES.map(({ name }) => name),
         '@backstage/backend-defaults',
         '@backstage/frontend-defaults',
         '@backstage/plugin-auth-backend-module-guest-provider',
         '@backstage/plugin-events-backend',
         '@backstage/plugin-permission-backend',
         '@backstage/plugin-scaffolder-backend',
       ])},
       noUndeclaredProperties: true,
     })
       .then(schema => schema.process(${JSON.stringify(data)}))
       .then(() => 'valid', error => error.message)
       .then(result => console.log(JSON.stringify(result)));`,
    );
    expect(await output(packed.start('schema.js'))).toBe('valid');
  });

  test('the packed worker synthesizes the packed stack', async () => {
    await packed.write(
      'synthesize.js',
      `const { Worker } = require('node:worker_threads');
     const worker = new Worker(require.resolve('@tap/plugin-tap-node/synthWorker'));
     const { sizes } = require('@tap/stack/module');
     worker.once('message', ({ stack, error }) => {
       const { Description } = JSON.parse(stack?.templateBody ?? '{}');
       console.log(JSON.stringify({ description: Description, error }));
       worker.terminate();
     });
     worker.postMessage({
       stackModule: '@tap/stack/module',
       input: {
         accountId: '123456789012',
         region: 'eu-central-1',
         suffix: 'orders',
         stackName: 'TapStack-orders',
         size: sizes.micro,
         retention: 'destroy',
         engineVersion: '17',
         isSettled: false,
       },
     });`,
    );
    expect(await output(packed.start('synthesize.js'))).toEqual({
      description: 'PostgreSQL environment orders',
    });
  });

  test('the packed CDK app writes its template', async () => {
    const app = packed.start('node_modules/@tap/stack/cli.js', {
      env: {
        ENVIRONMENT_SUFFIX: 'orders',
        CDK_OUTDIR: 'cdk.out',
        CDK_VALIDATION: 'false',
      },
    });
    await text(app.stdout!);
    const template = 'cdk.out/TapStack-orders.template.json';
    expect(existsSync(join(packed.directory, template))).toBe(true);
  });

  test('a back end starts with the packed plugins on the packed sandbox', async () => {
    const [sandboxPort, port] = [await freePort(), await freePort()];
    await packed.write('app-config.json', backEndConfig(port, sandboxPort));
    await packed.write('backend.js', BACK_END);
    const sandbox = packed.start('node_modules/@tap/sandbox/cli.js', {
      arguments: ['--port', String(sandboxPort)],
    });
    const backEnd = packed.start('backend.js', {
      transform: true,
      arguments: ['--config', 'app-config.json'],
    });
    backEnd.stdout!.resume();
    try {
      await expect
        .poll(() => environments(port, backEnd), { timeout: 120_000 })
        .toMatchObject({ items: [], unreachable: [] });
    } finally {
      await Promise.all([backEnd, sandbox].map(end));
    }
  });
});

/** The exports of all packages for Node.js without side effects. */
function loadable(): string[] {
  return PACKAGES.filter(
    ({ backstage }) => backstage.role !== 'frontend-plugin',
  )
    .flatMap(({ name, exports = { '.': '' } }: Manifest) =>
      Object.keys(exports).map(mount => join(name, mount)),
    )
    .filter(name => !name.endsWith('/bin') && !name.endsWith('.json'));
}

/** Loads or resolves all exports concurrently, as a back end does, and returns the failures. */
async function failures(
  specifiers: string[],
  load: string,
  transform = false,
): Promise<Record<string, string>> {
  const module = load === 'require' ? 'cjs' : 'mjs';
  await packed.write(
    `load.${module}`,
    `const failures = {};
     Promise.all(${JSON.stringify(specifiers)}.map(async name => {
       try { await ${load}(name); } catch (error) { failures[name] = error.stack; }
     })).then(() => console.log(JSON.stringify(failures)));`,
  );
  return output(packed.start(`load.${module}`, { transform }));
}

/** The last output line of a program, parsed as JSON. */
async function output<T>(program: ChildProcess): Promise<T> {
  const printed = (await text(program.stdout!)).trim().split('\n');
  return JSON.parse(printed[printed.length - 1]);
}

async function environments(port: number, backEnd: ChildProcess) {
  expect(backEnd.exitCode).toBeNull();
  const url = `http://127.0.0.1:${port}/api/tap/environments`;
  const headers = { authorization: `Bearer ${TOKEN}` };
  const answer = await fetch(url, { headers }).catch(() => undefined);
  return answer?.ok ? answer.json() : answer?.status;
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) {
    const exited = once(program, 'exit');
    program.kill('SIGTERM');
    await exited;
  }
}
