import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Harness } from '../__testUtils__/Harness';
import { runTool } from './runTool';

const CDK = require.resolve('aws-cdk/bin/cdk');

/** An app without bootstrap and assets. */
const APP = `
const { App, Stack, BootstraplessSynthesizer, CfnOutput } = require(${JSON.stringify(
  require.resolve('aws-cdk-lib'),
)});
const { CfnTopic } = require(${JSON.stringify(
  require.resolve('aws-cdk-lib/aws-sns'),
)});
const app = new App({ builtinCloudFormationValidation: false });
const stack = new Stack(app, 'CdkStack', {
  synthesizer: new BootstraplessSynthesizer(),
});
const topic = new CfnTopic(stack, 'Topic', {
  displayName: process.env.DISPLAY_NAME,
});
new CfnOutput(stack, 'Arn', { value: topic.ref });
`;

jest.setTimeout(300_000);

// Skipped in `./tap test`: a command of the CDK CLI takes seconds of CPU time. `./tap verify` also runs those of the README of @tap/stack.
const inVerify = process.env.TAP_VERIFY ? describe : describe.skip;

inVerify('CDK CLI', () => {
  let harness: Harness;
  let directory: string;
  beforeAll(async () => {
    harness = await Harness.start();
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-cdk-'));
    fs.writeFileSync(path.join(directory, 'app.js'), APP);
  });
  afterAll(async () => {
    fs.rmSync(directory, { recursive: true, force: true });
    await harness.close();
  });

  const cdk = async (displayName: string, ...args: string[]) => {
    const { code, output } = await runTool(
      process.execPath,
      [CDK, '--no-notices', '--app', 'node app.js', ...args],
      harness.sandbox.url,
      {
        cwd: directory,
        env: { DISPLAY_NAME: displayName, CI: 'true', HOME: directory },
      },
    );
    expect({ code, output }).toMatchObject({ code: 0 });
    return output;
  };
  const deploy = (displayName: string) =>
    cdk(displayName, 'deploy', '--require-approval', 'never');

  const typesOf = async (StackName: string) => {
    const { StackResources } = await harness.client.send(
      new DescribeStackResourcesCommand({ StackName }),
    );
    return StackResources!.map(({ ResourceType }) => ResourceType).sort();
  };

  it('12.4 serves the unmodified `cdk deploy`, `cdk diff` and `cdk destroy`', async () => {
    expect(await deploy('one')).toMatch(/CdkStack\.Arn = arn:aws:sns:/);
    const { StackId } = await harness.describe('CdkStack');
    // The CLI adds it to every stack by default.
    expect(await typesOf(StackId!)).toEqual([
      'AWS::CDK::Metadata',
      'AWS::SNS::Topic',
    ]);
    expect(await cdk('two', 'diff')).toMatch(/\[-\] one[\s\S]*\[\+\] two/);
    await deploy('two');
    expect((await harness.describe('CdkStack')).StackStatus).toBe(
      'UPDATE_COMPLETE',
    );
    expect(await deploy('two')).toContain('(no changes)');
    await cdk('two', 'destroy', '--force');
    expect((await harness.describe(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
  });

  it('12.5 makes `cdk deploy` print why a resource failed', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      type: 'AWS::SNS::Topic',
      action: 'create',
      reason: 'No more topics today',
    });
    const { code, output } = await runTool(
      process.execPath,
      [
        ...[CDK, '--no-notices', '--app', 'node app.js'],
        ...['deploy', '--require-approval', 'never'],
      ],
      harness.sandbox.url,
      { cwd: directory, env: { DISPLAY_NAME: 'x', CI: 'true' } },
    );
    expect(code).toBe(1);
    expect(output).toContain('No more topics today');
  });
});
