import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Sandbox } from '@tap/sandbox';
import { SANDBOX_PINS } from '../__testUtils__/deployToSandbox';

jest.setTimeout(300_000);

const PACKAGE = path.resolve(__dirname, '../..');
const CDK = path.join(
  path.dirname(require.resolve('aws-cdk/package.json')),
  'bin',
  'cdk',
);

const SUFFIX = 'via-cdk';

/** What a command needs where there is no terminal to ask in, as the README says. */
const WITHOUT_TERMINAL: Record<string, string[]> = {
  deploy: ['--require-approval', 'never'],
  destroy: ['--force'],
};

describe('the CDK app with the unmodified CDK CLI', () => {
  let sandbox: Sandbox;
  let directory: string;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
    directory = await mkdtemp(path.join(tmpdir(), 'tap-cdk-'));
    // The CLI stores its context in the current directory; the app is this
    // package.
    await cp(path.join(PACKAGE, 'cdk.json'), path.join(directory, 'cdk.json'));
    const cdkJson = JSON.parse(
      await readFile(path.join(directory, 'cdk.json'), 'utf8'),
    );
    await writeFile(
      path.join(directory, 'cdk.json'),
      JSON.stringify({
        ...cdkJson,
        app: `cd ${JSON.stringify(PACKAGE)} && ${cdkJson.app}`,
        output: path.join(directory, 'cdk.out'),
      }),
    );
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  const cdk = async (
    args: string[],
    environment: Record<string, string> = {},
  ): Promise<string> => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [CDK, ...args, '--no-notices', '--no-color'],
      {
        cwd: directory,
        maxBuffer: 64 * 1024 ** 2,
        env: {
          PATH: process.env.PATH,
          HOME: directory,
          AWS_ENDPOINT_URL: sandbox.url,
          AWS_ACCESS_KEY_ID: SANDBOX_PINS.env.account,
          AWS_SECRET_ACCESS_KEY: 'sandbox',
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          CDK_VALIDATION: 'false',
          ...environment,
        },
      },
    );
    return `${stdout}${stderr}`;
  };

  // The tests of the properties have the other errors.
  it('reports an invalid property in one line and exits with an error', async () => {
    const { code, stderr } = await cdk(['synth', '--quiet'], {
      ENVIRONMENT_SUFFIX: SUFFIX,
      TAP_SIZE: 'huge',
    }).catch(error => error);

    expect(code).toBe(1);
    expect(stderr).toContain(
      `size: 'huge' must be one of micro, small, medium, large`,
    );
    expect(stderr).toContain('; for example ');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  // A command of the CDK CLI takes seconds of CPU time.
  if (process.env.TAP_VERIFY) {
    it('runs the commands of the README', async () => {
      const readme = await readFile(path.join(PACKAGE, 'README.md'), 'utf8');
      const commands = [
        ...readme.matchAll(/^yarn cdk (\w+) (.*=orders-dev.*)$/gm),
      ].map(([, name, args]) => ({ name, args: args.split(' ') }));
      expect(commands.map(({ name }) => name)).toEqual([
        'synth',
        'diff',
        'deploy',
        'destroy',
      ]);

      const outputs: Record<string, string> = {};
      for (const { args, name } of commands) {
        outputs[name] = await cdk(
          [name, ...args, ...(WITHOUT_TERMINAL[name] ?? [])],
          { AWS_REGION: 'us-east-1' },
        );
      }
      expect(outputs.synth).toContain('AWS::RDS::DBInstance');
      expect(outputs.diff).toMatch(/\[\+\] AWS::RDS::DBInstance /);
      expect(outputs.deploy).toContain('TapStack-orders-dev.DatabaseEndpoint');
      expect(outputs.destroy).toContain('TapStack-orders-dev: destroyed');
      for (const flags of Object.values(WITHOUT_TERMINAL)) {
        expect(readme).toContain(`\`${flags.join(' ')}\``);
      }
    });

    const deploy = (retention: string): Promise<string> =>
      cdk(
        [
          ...['deploy', '--require-approval', 'never'],
          ...['-c', `environmentSuffix=${SUFFIX}`],
          ...['-c', 'size=large', '-c', `retention=${retention}`],
        ],
        { AWS_REGION: 'us-east-1' },
      );

    const diff = (size: string): Promise<string> =>
      cdk(
        [
          ...['diff', '-c', `environmentSuffix=${SUFFIX}`],
          ...['-c', `size=${size}`, '-c', 'retention=destroy'],
        ],
        { AWS_REGION: 'us-east-1' },
      );

    it('deploys the largest template without bootstrap, shows changes, and destroys the stack once it is not retained', async () => {
      const deployed = await deploy('retain');
      expect(deployed).toContain(
        `TapStack-${SUFFIX}.DatabaseEndpoint = 127.0.0.1`,
      );
      const { databases } = sandbox.state();
      expect(databases).toHaveLength(3);
      expect(databases.map(({ port }) => String(port))).toContain(
        /DatabasePort = (\d+)/.exec(deployed)?.[1],
      );
      const context = await readFile(
        path.join(directory, 'cdk.context.json'),
        'utf8',
      );
      expect(Object.keys(JSON.parse(context)).sort()).toEqual([
        'availability-zones:account=000000000000:region=us-east-1',
        expect.stringMatching(/^ssm:account=000000000000:.*region=us-east-1$/),
      ]);

      await deploy('destroy');
      expect(await diff('large')).toContain('There were no differences');
      expect(await diff('medium')).toMatch(
        /\[-\] AWS::RDS::DBInstance ReadReplica2Instance/,
      );

      const destroyed = await cdk(
        ['destroy', '--force', '-c', `environmentSuffix=${SUFFIX}`],
        { AWS_REGION: 'us-east-1' },
      );
      expect(destroyed).toContain(`TapStack-${SUFFIX}: destroyed`);
      expect(sandbox.state().databases).toEqual([]);
      expect(
        sandbox
          .state()
          .stacks.filter(({ name }) => name === `TapStack-${SUFFIX}`)
          .map(({ status }) => status),
      ).toEqual(['DELETE_COMPLETE']);
    });

    it('needs no region, because the CDK CLI defaults to us-east-1', async () => {
      const template = await cdk([
        'synth',
        '-c',
        `environmentSuffix=${SUFFIX}`,
      ]);

      expect(template).toMatch(/Region:\s+Value: us-east-1/);
      expect(template).toContain('DBInstanceClass: db.t4g.medium');
    });
  }
});
