import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { cloudFormationService } from '../cloudformation';
import { store } from '../resources/StoredResource';
import { listDatabases, StoredDatabase } from '../resources/rds/StoredDatabase';
import { Sandbox } from '../Sandbox';
import { services } from '../services';
import {
  ServiceTestKit,
  serviceTestKit,
} from '../services/__testUtils__/services';
import {
  CANCELLED_UPDATE,
  CONTINUED_ROLLBACK,
  creationCalls,
  DELETION,
  FAILED_CREATION,
  FAILED_ROLLBACK,
  ReplayedCall,
  serviceCalls,
} from './replayedCalls';

const PYTHON = 'python3';
const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

const installed =
  spawnSync(PYTHON, ['-c', 'import botocore, jmespath']).status === 0;
// Skipped without botocore, which is no npm package. The AWS SDK is tested everywhere.
const whereInstalled = installed ? describe : describe.skip;

jest.setTimeout(300_000);

/** Names of botocore's clients that are not the signing name of the service. */
const CLIENTS: Record<string, string> = {
  monitoring: 'cloudwatch',
  servicequotas: 'service-quotas',
};

interface Result {
  service: string;
  operation: string;
  problems: string[];
}

/** A response of CloudFormation with a member and an item that the model does not have. */
const WRONG_XML = `<ListStacksResponse><ListStacksResult>
  <StackSummaries><item></item></StackSummaries><Unknown>value</Unknown>
</ListStacksResult><ResponseMetadata><RequestId>request</RequestId></ResponseMetadata></ListStacksResponse>`;

/** A response of KMS without a required member, with another type, and with a member that the model does not have. */
const WRONG_JSON = JSON.stringify({
  KeyMetadata: { Enabled: 'yes', Unknown: 1 },
});

/** Makes calls with botocore, one after the other. */
function replay(endpoint: string, calls: ReplayedCall[]): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      PYTHON,
      [path.join(__dirname, 'replay.py')],
      { maxBuffer: 2 ** 26 },
      (error, stdout) =>
        error ? reject(error) : resolve(JSON.parse(stdout).results),
    );
    child.stdin!.end(
      JSON.stringify({
        endpoint,
        region: REGION,
        accountId: ACCOUNT,
        calls,
      }),
    );
  });
}

/** All operations of the sandbox, by the names of botocore's clients. */
function operationsOfSandbox(): string[] {
  const cloudFormation = cloudFormationService({} as any, {} as any);
  return [cloudFormation, ...services()]
    .flatMap(({ name, operations }) =>
      Object.keys(operations).map(
        operation => `${CLIENTS[name] ?? name}:${operation}`,
      ),
    )
    .sort();
}

whereInstalled('botocore', () => {
  let kit: ServiceTestKit;
  const results: Result[] = [];

  beforeAll(async () => {
    kit = await serviceTestKit();
  });
  afterAll(() => kit.sandbox.close());

  const run = async (calls: ReplayedCall[]) => {
    results.push(...(await replay(kit.sandbox.url, calls)));
  };

  it('12.40 reads every response of the sandbox, and finds in it only what its service models have', async () => {
    const { clock, faults } = kit.sandbox;
    await run(creationCalls(kit.outputs));
    const { speed } = clock;
    clock.setSpeed(0);
    await run(CANCELLED_UPDATE);
    faults.add({
      kind: 'failResource',
      logicalId: 'Topic',
      action: 'update',
      reason: 'it cannot be changed',
    });
    clock.setSpeed(speed);
    await run(FAILED_ROLLBACK);
    faults.clear();
    await run(CONTINUED_ROLLBACK);
    faults.add({
      kind: 'failResource',
      logicalId: 'Broken',
      action: 'create',
      reason: 'it cannot be created',
    });
    await run(FAILED_CREATION);
    faults.clear();
    await run(serviceCalls(kit.outputs, outdate(kit.sandbox)));
    await run(DELETION);

    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
    expect(
      [
        ...new Set(
          results.map(({ service, operation }) => `${service}:${operation}`),
        ),
      ].sort(),
    ).toEqual(operationsOfSandbox());
  });

  it('12.41 reports members, lists and types that are not those of the models, and errors that are not expected', async () => {
    const server = createServer((request, response) => {
      const isJson = request.headers['x-amz-target'] !== undefined;
      response.setHeader('x-amzn-requestid', 'request');
      response.end(isJson ? WRONG_JSON : WRONG_XML);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const wrong = await replay(`http://127.0.0.1:${port}`, [
      { service: 'cloudformation', operation: 'ListStacks', error: 'Expected' },
      { service: 'kms', operation: 'DescribeKey', params: { KeyId: 'any' } },
      { service: 'sts', operation: 'GetCallerIdentity' },
    ]);
    server.close();
    expect(wrong.map(({ problems }) => problems.join('\n'))).toEqual([
      expect.stringMatching(
        /(?=.*ListStacks\.Unknown: the model has no such member)(?=.*ListStacks\.StackSummaries\.item: the items of the list are named member)(?=.*ListStacks: did not fail with Expected)/s,
      ),
      expect.stringMatching(
        /(?=.*DescribeKey\.KeyMetadata\.Unknown: the model has no such member)(?=.*Missing required parameter in KeyMetadata: "KeyId")(?=.*Invalid type for parameter KeyMetadata\.Enabled)/s,
      ),
      expect.stringContaining('GetCallerIdentity: botocore cannot read it'),
    ]);
  });
});

/** Makes a newer minor version available for the database. @returns its ARN */
function outdate(sandbox: Sandbox): string {
  const world = sandbox.world(ACCOUNT, REGION);
  const [database] = listDatabases(world);
  store(world, { ...database, engineVersion: '17.8' } as StoredDatabase);
  return `arn:aws:rds:${REGION}:${ACCOUNT}:db:${database.physicalId}`;
}
