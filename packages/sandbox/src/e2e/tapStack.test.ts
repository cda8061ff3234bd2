import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Harness } from '../__testUtils__/Harness';
import { runTool } from './runTool';

const CDK = require.resolve('aws-cdk/bin/cdk');
const TAP_STACK = path.resolve(__dirname, '..', '..', '..', 'tap-stack');

jest.setTimeout(600_000);

describe('TapStack by the CDK CLI', () => {
  let harness: Harness;
  let output: string;
  beforeAll(async () => {
    harness = await Harness.start();
    output = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-stack-out-'));
  });
  afterAll(async () => {
    fs.rmSync(output, { recursive: true, force: true });
    await harness.close();
  });

  const cdk = async (...args: string[]) => {
    const context = ['-c', 'environmentSuffix=cdk-test', '-c', 'size=micro'];
    const result = await runTool(
      process.execPath,
      [
        ...[CDK, '--no-notices', '--output', output, ...args],
        ...[...context, '-c', 'retention=destroy'],
      ],
      harness.sandbox.url,
      { cwd: TAP_STACK, env: { CI: 'true' } },
    );
    expect(result).toMatchObject({ code: 0 });
  };

  it('12.6 deploys TapStack with a real database and leaves no database behind', async () => {
    await cdk('deploy', '--require-approval', 'never');
    const stack = await harness.describe('TapStack-cdk-test');
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const { databases } = harness.sandbox.state();
    expect(databases).toHaveLength(1);
    expect(stack.Outputs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          OutputKey: 'DatabasePort',
          OutputValue: String(databases[0].port),
        }),
      ]),
    );
    await cdk('destroy', '--force');
    expect((await harness.describe(stack.StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    expect(harness.sandbox.state().databases).toEqual([]);
  });
});
