import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Harness } from '../__testUtils__/Harness';
import { runTool } from './runTool';

const installed = spawnSync('aws', ['--version']).status === 0;
// Skipped without the AWS CLI, because it is not an npm package and the suite
// installs nothing else. The AWS SDK uses the protocol in all other tests.
const whereInstalled = installed ? describe : describe.skip;

const TEMPLATE = `
Parameters:
  Name: { Type: String, Default: one }
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Ref Name
Outputs:
  Arn: { Value: !Ref Topic }
`;

jest.setTimeout(300_000);

whereInstalled('AWS CLI', () => {
  let harness: Harness;
  let directory: string;
  let file: string;
  beforeAll(async () => {
    harness = await Harness.start();
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-cli-'));
    file = path.join(directory, 'template.yaml');
    fs.writeFileSync(file, TEMPLATE);
  });
  afterAll(async () => {
    fs.rmSync(directory, { recursive: true, force: true });
    await harness.close();
  });

  const aws = async (...args: string[]) => {
    const { code, output } = await runTool('aws', args, harness.sandbox.url);
    expect({ code, output }).toMatchObject({ code: 0 });
    return output;
  };
  const cloudFormation = (...args: string[]) => aws('cloudformation', ...args);

  it('12.1 creates, describes, updates and deletes with the unmodified AWS CLI', async () => {
    const stack = ['--stack-name', 'cli'];
    const body = ['--template-body', `file://${file}`];
    await cloudFormation('create-stack', ...stack, ...body);
    await harness.settled('cli');
    await cloudFormation('wait', 'stack-create-complete', ...stack);
    const { Stacks } = JSON.parse(
      await cloudFormation('describe-stacks', ...stack),
    );
    expect(Stacks[0]).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [{ OutputKey: 'Arn' }],
    });
    await cloudFormation(
      'update-stack',
      ...stack,
      '--use-previous-template',
      '--parameters',
      'ParameterKey=Name,ParameterValue=two',
      '--tags',
      'Key=k,Value=v w',
    );
    const updated = await harness.settled('cli');
    expect(updated).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      Tags: [{ Key: 'k', Value: 'v w' }],
    });
    const events = JSON.parse(
      await cloudFormation('describe-stack-events', ...stack),
    );
    expect(events.StackEvents[0].ResourceStatus).toBe('UPDATE_COMPLETE');
    await cloudFormation('delete-stack', ...stack);
    expect((await harness.settled(Stacks[0].StackId)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
  });

  it('12.2 serves `aws cloudformation deploy` and its waiters', async () => {
    const deploy = () =>
      cloudFormation(
        ...['deploy', '--stack-name', 'deployed', '--template-file', file],
        '--no-fail-on-empty-changeset',
      );
    expect(await deploy()).toContain('Successfully created/updated stack');
    expect(await deploy()).toContain('No changes to deploy');
  });

  it('12.3 serves the other services that the portal calls', async () => {
    const identity = JSON.parse(await aws('sts', 'get-caller-identity'));
    expect(identity.Account).toBe('000000000000');
    const secrets = JSON.parse(await aws('secretsmanager', 'list-secrets'));
    expect(secrets.SecretList).toEqual([]);
    // In us-east-1, version 1 of the CLI sends `rds` to AWS despite the
    // endpoint.
    const databases = JSON.parse(
      await aws('rds', 'describe-db-instances', '--region', 'eu-west-1'),
    );
    expect(databases.DBInstances).toEqual([]);
  });
});
