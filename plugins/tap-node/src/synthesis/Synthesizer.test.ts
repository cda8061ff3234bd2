import { mockServices } from '@backstage/backend-test-utils';
import { SIZES } from '@tap/stack/sizes';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackInput } from './StackModule';
import { WorkerSynthesizer } from './Synthesizer';

jest.setTimeout(60_000);

const INPUT: StackInput = {
  accountId: '123456789012',
  region: 'eu-central-1',
  environmentSuffix: 'orders',
  size: SIZES.micro,
  retention: 'destroy',
  engineVersion: '17',
};

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
      logger: mockServices.logger.mock(),
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
    const { stackName, templateBody, stackPolicyBody } = await synthesizer(
      '@tap/stack',
    ).synthesize(INPUT);
    clearInterval(timer);
    expect(stackName).toBe('TapStack-orders');
    expect(Object.values(JSON.parse(templateBody).Resources)).toContainEqual(
      expect.objectContaining({ Type: 'AWS::RDS::DBInstance' }),
    );
    expect(JSON.parse(stackPolicyBody).Statement.length).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(10);
  });

  it('calls what the stack refuses the request’s fault', async () => {
    await expect(
      synthesizer('@tap/stack').synthesize({ ...INPUT, engineVersion: '9.6' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/engineVersion/),
    });
  });

  it('starts again after a crash', async () => {
    const file = moduleFile(
      'crashing.js',
      `exports.synthesizeTemplate = props => {
         if (props.environmentSuffix === 'crash') process.exit(7);
         return { stackName: props.environmentSuffix, templateBody: '{}', stackPolicyBody: '{}' };
       };`,
    );
    const one = synthesizer(file);
    await expect(
      one.synthesize({ ...INPUT, environmentSuffix: 'crash' }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/exit code 7.*Nothing was done/),
    });
    await expect(one.synthesize(INPUT)).resolves.toMatchObject({
      stackName: 'orders',
    });
  });

  it('makes what waits after a crash', async () => {
    const one = synthesizer(join(directory, 'crashing.js'));
    const made = await Promise.allSettled(
      ['crash', 'orders'].map(environmentSuffix =>
        one.synthesize({ ...INPUT, environmentSuffix }),
      ),
    );
    expect(made.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('gives a template up that is never made, and makes the next one', async () => {
    const file = moduleFile(
      'hanging.js',
      `exports.synthesizeTemplate = props => props.environmentSuffix === 'hang'
         ? new Promise(() => {})
         : { stackName: props.environmentSuffix, templateBody: '{}', stackPolicyBody: '{}' };`,
    );
    const one = synthesizer(file, { timeoutMs: 5_000 });
    const [hanging, next] = await Promise.allSettled(
      ['hang', 'orders'].map(environmentSuffix =>
        one.synthesize({ ...INPUT, environmentSuffix }),
      ),
    );
    expect(hanging).toMatchObject({
      reason: {
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(/no template within 5000 ms/),
      },
    });
    expect(next).toMatchObject({ value: { stackName: 'orders' } });
  });

  it('says what is wrong with a stack module', async () => {
    await expect(
      synthesizer('@company/no-such-stack').synthesize(INPUT),
    ).rejects.toThrow(/no-such-stack/);
    const empty = moduleFile('empty.js', 'exports.nothing = 1;');
    await expect(synthesizer(empty).synthesize(INPUT)).rejects.toThrow(
      /exports no function synthesizeTemplate/,
    );
  });

  it('makes what operations wait for before what queries wait for', async () => {
    const one = synthesizer(
      moduleFile(
        'named.js',
        `exports.synthesizeTemplate = props =>
           ({ stackName: props.environmentSuffix, templateBody: '{}', stackPolicyBody: '{}' });`,
      ),
    );
    const order: string[] = [];
    const synthesize = async (name: string, purpose: 'operation' | 'query') => {
      await one.synthesize({ ...INPUT, environmentSuffix: name }, purpose);
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
      'exports.synthesizeTemplate = () => new Promise(() => {});',
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
    await synthesizer('@tap/stack').synthesize(INPUT);
    expect(require('node:fs').realpathSync).toBe(before);
  });
});
