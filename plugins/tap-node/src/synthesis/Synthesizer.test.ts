import { sizes } from '@tap/stack/module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockLogger } from '../__testUtils__/mockLogger';
import { StackInput } from '../stackModule';
import { WorkerSynthesizer } from './Synthesizer';

jest.setTimeout(60_000);

const INPUT: StackInput = {
  accountId: '123456789012',
  region: 'eu-central-1',
  suffix: 'orders',
  stackName: 'TapStack-orders',
  size: sizes.micro,
  retention: 'destroy',
  engineVersion: '17',
  backupRetentionDays: 1,
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  isSettled: false,
};

const TEMPLATE = {
  Parameters: { TapMetadata: {} },
  Outputs: {
    DatabaseEndpoint: {},
    DatabasePort: {},
    DatabaseName: {},
    DatabaseSecretArn: {},
  },
};

/** Code of a stack module, by its function `synthesize`; `made(suffix)` makes a template that names the suffix. */
function moduleCode(synthesize: string): string {
  return `
    const made = suffix => ({
      templateBody: JSON.stringify({ ...${JSON.stringify(
        TEMPLATE,
      )}, Description: suffix }),
      stackPolicyBody: '{}',
    });
    Object.assign(exports, {
      sizes: {}, defaultSize: 'none', sizeFields: {},
      requiredZones: () => 2, defaultBackupRetentionDays: () => 1,
      describe: () => ({ primaryDatabase: 'None', dataHolders: [] }),
      settle: template => template,
      synthesizer: __filename,
      synthesize: ${synthesize},
    });`;
}

function suffixIn({ templateBody }: { templateBody: string }): string {
  return JSON.parse(templateBody).Description;
}

describe('WorkerSynthesizer', () => {
  let directory: string;
  const started: WorkerSynthesizer[] = [];

  function synthesizer(
    stackModule: string,
    options: { timeoutMs?: number } = {},
  ) {
    const created = WorkerSynthesizer.create({
      ...options,
      stackModule,
      logger: mockLogger(),
    });
    started.push(created);
    return created;
  }

  function moduleFile(name: string, code: string): string {
    const file = join(directory, name);
    writeFileSync(file, code);
    return file;
  }

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'tap-node-'));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(one => one.stop()));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('makes the real stack, and the main thread goes on meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const { templateBody, stackPolicyBody } = await synthesizer(
      '@tap/stack/module',
    ).synthesize(INPUT);
    clearInterval(timer);
    expect(Object.values(JSON.parse(templateBody).Resources)).toContainEqual(
      expect.objectContaining({ Type: 'AWS::RDS::DBInstance' }),
    );
    expect(JSON.parse(stackPolicyBody).Statement.length).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(10);
  });

  it('calls what the stack refuses the request’s fault', async () => {
    await expect(
      synthesizer('@tap/stack/module').synthesize({
        ...INPUT,
        engineVersion: '9.6',
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/engineVersion/),
    });
  });

  it('starts again after a crash', async () => {
    const file = moduleFile(
      'crashing.js',
      moduleCode(`({ suffix }) => {
        if (suffix === 'crash') process.exit(7);
        return made(suffix);
      }`),
    );
    const one = synthesizer(file);
    await expect(
      one.synthesize({ ...INPUT, suffix: 'crash' }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/exit code 7.*Nothing was done/),
    });
    expect(suffixIn(await one.synthesize(INPUT))).toBe('orders');
  });

  it('makes what waits after a crash', async () => {
    const one = synthesizer(join(directory, 'crashing.js'));
    const made = await Promise.allSettled(
      ['crash', 'orders'].map(suffix => one.synthesize({ ...INPUT, suffix })),
    );
    expect(made.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('gives a template up that is never made, and makes the next one', async () => {
    const file = moduleFile(
      'hanging.js',
      moduleCode(
        `({ suffix }) => (suffix === 'hang' ? new Promise(() => {}) : made(suffix))`,
      ),
    );
    const one = synthesizer(file, { timeoutMs: 5_000 });
    const [hanging, next] = await Promise.allSettled(
      ['hang', 'orders'].map(suffix => one.synthesize({ ...INPUT, suffix })),
    );
    expect(hanging).toMatchObject({
      reason: {
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(/no template within 5000 ms/),
      },
    });
    expect(next).toMatchObject({
      value: { templateBody: expect.stringContaining('orders') },
    });
  });

  it('says what is wrong with a stack module', async () => {
    await expect(
      synthesizer('@company/no-such-stack').synthesize(INPUT),
    ).rejects.toThrow(/no-such-stack/);
    const empty = moduleFile('empty.js', 'exports.nothing = 1;');
    await expect(synthesizer(empty).synthesize(INPUT)).rejects.toThrow(
      /must export sizes as an object/,
    );
  });

  it.each([
    ['a parameter', '{}', /must have a parameter TapMetadata/],
    [
      'outputs',
      JSON.stringify({ ...TEMPLATE, Outputs: { DatabasePort: {} } }),
      /lacks DatabaseEndpoint, DatabaseName, DatabaseSecretArn/,
    ],
  ])('rejects a template without %s', async (_, templateBody, message) => {
    const file = moduleFile(
      'incomplete.js',
      moduleCode(`() => ({ templateBody: ${JSON.stringify(templateBody)} })`),
    );
    await expect(synthesizer(file).synthesize(INPUT)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(message),
    });
  });

  it('rejects a template that the module itself does not recognize', async () => {
    const file = moduleFile(
      'forgetful.js',
      `${moduleCode(
        '({ suffix }) => made(suffix)',
      )} exports.describe = () => undefined;`,
    );
    await expect(synthesizer(file).synthesize(INPUT)).rejects.toThrow(
      /describe must recognize the template/,
    );
  });

  it.each([
    ['with field, rule and example', 'InputError', /name: too long/],
    ['without them', 'ServiceUnavailableError', /module reports: Error: name/],
  ])('reports an error %s as %s', async (kind, name, message) => {
    const more = kind.startsWith('with ')
      ? `{ field: 'name', rule: 'too long', example: 'short' }`
      : '{}';
    const file = moduleFile(
      `throwing-${name}.js`,
      moduleCode(
        `() => { throw Object.assign(new Error('name: too long'), ${more}); }`,
      ),
    );
    await expect(synthesizer(file).synthesize(INPUT)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('makes what operations wait for before what queries wait for', async () => {
    const one = synthesizer(
      moduleFile('named.js', moduleCode('({ suffix }) => made(suffix)')),
    );
    const order: string[] = [];
    const synthesize = async (name: string, purpose: 'operation' | 'query') => {
      await one.synthesize({ ...INPUT, suffix: name }, purpose);
      order.push(name);
    };
    await Promise.all([
      synthesize('being-made', 'query'),
      synthesize('plan-1', 'query'),
      synthesize('plan-2', 'query'),
      synthesize('deployment', 'operation'),
    ]);
    expect(order).toEqual(['being-made', 'deployment', 'plan-1', 'plan-2']);
  });

  it('takes no more than it can do, and operations though there are too many queries', async () => {
    const slow = moduleFile(
      'slow.js',
      moduleCode('() => new Promise(() => {})'),
    );
    const one = synthesizer(slow);
    const fill = (length: number, purpose: 'operation' | 'query') =>
      Array.from({ length }, () =>
        one.synthesize(INPUT, purpose).catch(error => error),
      );
    // One is being made, and the others wait.
    const waiting = [...fill(101, 'query'), ...fill(500, 'operation')];
    expect(() => one.synthesize(INPUT, 'query')).toThrow(/^100 templates/);
    expect(() => one.synthesize(INPUT)).toThrow(/^500 templates/);
    await one.stop();
    for (const error of await Promise.all(waiting)) {
      expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
    }
    expect(() => one.synthesize(INPUT)).toThrow(/shutting down/);
  });

  it('keeps CDK’s hands off this thread’s fs', async () => {
    const before = require('node:fs').realpathSync;
    await synthesizer('@tap/stack/module').synthesize(INPUT);
    expect(require('node:fs').realpathSync).toBe(before);
  });
});
