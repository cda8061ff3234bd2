import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ROOT_KEY } from '../chaos/processes/SandboxProcess';

const PACKAGE = resolve(__dirname, '../packages/tap-stack');
const CDK = join(
  dirname(require.resolve('aws-cdk/package.json', { paths: [PACKAGE] })),
  'bin',
  'cdk',
);

/** TapStack's CDK app with the CDK CLI, as a user without TAP would run it. */
export class CdkApp {
  /** @param sandboxUrl - endpoint of all AWS services */
  static async create(sandboxUrl: string): Promise<CdkApp> {
    const directory = await mkdtemp(join(tmpdir(), 'tap-bench-cdk-'));
    const file = join(directory, 'cdk.json');
    await cp(join(PACKAGE, 'cdk.json'), file);
    const settings = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(
      file,
      JSON.stringify({
        ...settings,
        app: `cd ${JSON.stringify(PACKAGE)} && ${settings.app}`,
        output: join(directory, 'cdk.out'),
      }),
    );
    return new CdkApp(directory, sandboxUrl);
  }

  private constructor(
    private readonly directory: string,
    private readonly sandboxUrl: string,
  ) {}

  /**
   * Runs the CLI as a whole process.
   *
   * @param args - such as `['synth', '-c', 'size=small']`
   */
  async run(args: string[]): Promise<void> {
    await promisify(execFile)(
      process.execPath,
      [CDK, ...args, '--no-notices', '--no-color'],
      {
        cwd: this.directory,
        maxBuffer: 64 * 1024 ** 2,
        env: {
          PATH: process.env.PATH,
          HOME: this.directory,
          AWS_ENDPOINT_URL: this.sandboxUrl,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: ROOT_KEY,
          AWS_SECRET_ACCESS_KEY: 'sandbox',
          CDK_DISABLE_CLI_TELEMETRY: 'true',
        },
      },
    );
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
