import { ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { Sandbox } from '../../Sandbox';
import { topics } from '../../__testUtils__/Harness';

const BIN = path.resolve(__dirname, '..', '..', 'bin.ts');
const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');

jest.setTimeout(120_000);

describe('durability', () => {
  let stateDir: string;
  let process_: ChildProcess | undefined;
  let client: CloudFormationClient;
  let url: string;

  /** Starts the sandbox as a separate process. */
  const start = async (speed: number) => {
    const child = spawn(
      process.execPath,
      [
        ...['--require', TRANSFORM, BIN],
        ...['--port', '0', '--state-dir', stateDir, '--speed', String(speed)],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    process_ = child;
    for await (const line of createInterface({ input: child.stdout! })) {
      url = /http:\/\/[\d.:]+/.exec(line)![0];
      break;
    }
    client = new CloudFormationClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'none' },
    });
  };
  const stop = async (signal: NodeJS.Signals) => {
    const child = process_!;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill(signal);
    process_ = undefined;
    return ended;
  };
  const settled = async (StackName: string) => {
    for (;;) {
      const { Stacks } = await client.send(
        new DescribeStacksCommand({ StackName }),
      );
      if (!Stacks![0].StackStatus!.endsWith('_IN_PROGRESS')) {
        return Stacks![0];
      }
    }
  };
  const story = async (StackName: string) => {
    const { StackEvents } = await client.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    return StackEvents!
      .map(
        e =>
          `${e.LogicalResourceId} ${e.ResourceStatus} ${
            e.ResourceStatusReason ?? ''
          }`,
      )
      .reverse();
  };

  beforeEach(() => {
    stateDir = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-durability-'));
  });
  afterEach(async () => {
    if (process_) {
      await stop('SIGKILL');
    }
    fs.rmSync(stateDir, { recursive: true, force: true });
  });

  it('9.1 resumes a creation and a change set after a kill, with each event once', async () => {
    await start(0);
    await client.send(
      new CreateStackCommand({
        StackName: 'survivor',
        TemplateBody: JSON.stringify(topics({ A: [], B: ['A'] })),
        ClientRequestToken: 'once',
      }),
    );
    await client.send(
      new CreateChangeSetCommand({
        StackName: 'planned',
        ChangeSetName: 'plan',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify(topics({ A: [] })),
      }),
    );
    while (
      !(await story('survivor')).some(line => line.includes('Initiated'))
    ) {
      // the first resource is about to start
    }
    await stop('SIGKILL');
    await start(2000);
    expect((await settled('survivor')).StackStatus).toBe('CREATE_COMPLETE');
    expect(await story('survivor')).toEqual([
      'survivor CREATE_IN_PROGRESS User Initiated',
      'A CREATE_IN_PROGRESS ',
      'A CREATE_IN_PROGRESS Resource creation Initiated',
      'A CREATE_COMPLETE ',
      'B CREATE_IN_PROGRESS ',
      'B CREATE_IN_PROGRESS Resource creation Initiated',
      'B CREATE_COMPLETE ',
      'survivor CREATE_COMPLETE ',
    ]);
    await expect(
      client.send(
        new CreateStackCommand({
          StackName: 'other',
          TemplateBody: JSON.stringify(topics({ A: [] })),
          ClientRequestToken: 'once',
        }),
      ),
    ).rejects.toMatchObject({ name: 'TokenAlreadyExistsException' });
    for (;;) {
      const { Status } = await client.send(
        new DescribeChangeSetCommand({
          StackName: 'planned',
          ChangeSetName: 'plan',
        }),
      );
      if (Status === 'CREATE_COMPLETE') {
        break;
      }
    }
  });

  it('9.2 keeps an accepted deletion after a kill right after the response', async () => {
    await start(2000);
    const { StackId } = await client.send(
      new CreateStackCommand({
        StackName: 'doomed',
        TemplateBody: JSON.stringify(topics({ A: [] })),
      }),
    );
    await settled('doomed');
    await client.send(new DeleteStackCommand({ StackName: 'doomed' }));
    await stop('SIGKILL');
    await start(2000);
    expect((await settled(StackId!)).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('9.3 exits with code 0 on SIGTERM and releases the state directory', async () => {
    await start(2000);
    const claim = path.join(stateDir, 'sandbox.json');
    expect(fs.existsSync(claim)).toBe(true);
    await expect(Sandbox.start({ stateDir })).rejects.toThrow(
      /Another sandbox \(process \d+\) uses .*--state-dir/,
    );
    expect(await stop('SIGTERM')).toBe(0);
    expect(fs.existsSync(claim)).toBe(false);
  });
});
