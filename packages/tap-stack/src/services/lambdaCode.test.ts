import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  attribute,
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';
import { BOTO_STUB, CFNRESPONSE_STUB } from '../__testUtils__/pythonStubs';

const hasPython =
  spawnSync('python3', ['--version'], { encoding: 'utf8' }).status === 0;

describe.each(SHAPES)('functions of $size, $retention', shape => {
  const template = templateOf(shape);

  describe.each(['HousekeepingFunction', 'InventoryFunction'])('%s', id => {
    const lambda = propertiesOf(template, id);

    it('are inline and within the limit of CloudFormation', () => {
      expect(lambda.Code.ZipFile.length).toBeLessThanOrEqual(4096);
      expect(lambda.Handler).toBe('index.handler');
      expect(lambda.Runtime).toMatch(/^python3\.\d+$/);
    });

    it('are in no VPC and log JSON to their own log group', () => {
      expect(lambda).not.toHaveProperty('VpcConfig');
      expect(lambda.LoggingConfig).toEqual({
        LogFormat: 'JSON',
        LogGroup: { Ref: id.replace('Function', 'LogGroup') },
      });
    });
  });

  it('custom resources time out after the maximum run time of their function', () => {
    const custom = Object.values(template.Resources).filter(({ Type }) =>
      Type.startsWith('Custom::'),
    );

    expect(custom).toHaveLength(3);
    for (const { Properties } of custom) {
      expect(Properties.ServiceTimeout).toBe(960);
      expect(Properties.ServiceToken).toEqual(
        attribute('HousekeepingFunction', 'Arn'),
      );
    }
    expect(propertiesOf(template, 'HousekeepingFunction').Timeout).toBe(900);
  });

  it('the inventory has the bucket name, runs once a day and has a dead-letter queue', () => {
    expect(propertiesOf(template, 'InventoryFunction')).toMatchObject({
      Environment: { Variables: { BUCKET_NAME: { Ref: 'Bucket' } } },
      DeadLetterConfig: {
        TargetArn: attribute('InventoryDeadLetters', 'Arn'),
      },
      KmsKeyArn: attribute('Key', 'Arn'),
    });
    expect(propertiesOf(template, 'InventorySchedule')).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
    });
    expect(resourcesOf(template, 'AWS::SQS::Queue')).toHaveLength(1);
  });

  it('the inventory can be invoked only by its rule, without a source account condition', () => {
    expect(propertiesOf(template, 'InventoryPermission')).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'InventoryFunction' },
      Principal: 'events.amazonaws.com',
      SourceArn: attribute('InventorySchedule', 'Arn'),
    });
    expect(propertiesOf(template, 'InventorySchedule').Targets).toEqual([
      { Id: 'Inventory', Arn: attribute('InventoryFunction', 'Arn') },
    ]);
  });
});

/** Runs a handler in Python with stubs that record calls. */
function run(id: string, scenario: Record<string, unknown>) {
  const directory = mkdtempSync(path.join(tmpdir(), 'tap-lambda-'));
  try {
    const files = {
      'index.py': propertiesOf(templateOf(), id).Code.ZipFile,
      'boto3.py': BOTO_STUB,
      'botocore/__init__.py': '',
      'botocore/exceptions.py':
        'class ClientError(Exception):\n  def __init__(self, code):\n    super().__init__(code)\n    self.response = {"Error": {"Code": code}}\n',
      'cfnresponse.py': CFNRESPONSE_STUB,
    };
    mkdirSync(path.join(directory, 'botocore'));
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(path.join(directory, name), text);
    }
    const { status, stdout, stderr } = spawnSync(
      'python3',
      [
        '-c',
        'import boto3, cfnresponse, index, json\nclass Context:\n  def get_remaining_time_in_millis(self): return boto3.scenario.get("remaining", 900000)\nindex.handler(boto3.scenario["event"], Context())\nprint("RESULT " + json.dumps({"calls": boto3.calls, "answers": cfnresponse.answers}))',
      ],
      {
        cwd: directory,
        encoding: 'utf8',
        env: {
          ...process.env,
          SCENARIO: JSON.stringify(scenario),
          BUCKET_NAME: 'bucket',
        },
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trim().split('\n');
    return {
      log: lines.slice(0, -1).map(line => JSON.parse(line)),
      ...(JSON.parse(lines[lines.length - 1].replace('RESULT ', '')) as {
        calls: Array<[string, Record<string, unknown>]>;
        answers: Array<Record<string, unknown>>;
      }),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const EMPTY = {
  LogicalResourceId: 'HousekeepingEmpty',
  ResourceProperties: { BucketName: 'bucket' },
};
const CLOSE = {
  LogicalResourceId: 'HousekeepingClose',
  ResourceProperties: { GroupId: 'sg-1', Account: '123456789012' },
};

/** Skipped without Python, because the code of the Lambda functions needs it to run. */
(hasPython ? describe : describe.skip)('housekeeping, run by Python', () => {
  it('empties a bucket page by page: versions, markers and uploads', () => {
    const { calls, answers } = run('HousekeepingFunction', {
      event: { ...EMPTY, RequestType: 'Delete', PhysicalResourceId: 'same' },
      pages: {
        list_object_versions: [
          {
            Versions: [{ Key: 'a', VersionId: '1' }],
            DeleteMarkers: [{ Key: 'a', VersionId: '2' }],
          },
          { Versions: [{ Key: 'b', VersionId: '3' }] },
          {},
        ],
        list_multipart_uploads: [{ Uploads: [{ Key: 'c', UploadId: '4' }] }],
      },
    });

    expect(calls.map(([name]) => name)).toEqual([
      'delete_objects',
      'delete_objects',
      'abort_multipart_upload',
    ]);
    expect(calls[0][1]).toMatchObject({
      Delete: {
        Objects: [
          { Key: 'a', VersionId: '1' },
          { Key: 'a', VersionId: '2' },
        ],
      },
    });
    expect(answers).toEqual([{ status: 'SUCCESS', id: 'same', reason: null }]);
  });

  it('does not empty a bucket on create or update', () => {
    for (const RequestType of ['Create', 'Update']) {
      const { calls, answers } = run('HousekeepingFunction', {
        event: { ...EMPTY, RequestType },
        pages: { list_object_versions: [{ Versions: [{ Key: 'a' }] }] },
      });

      expect(calls).toEqual([]);
      expect(answers).toEqual([
        { status: 'SUCCESS', id: 'HousekeepingEmpty', reason: null },
      ]);
    }
  });

  it('succeeds for a bucket that does not exist', () => {
    const { answers } = run('HousekeepingFunction', {
      event: { ...EMPTY, RequestType: 'Delete' },
      errors: { list_object_versions: 'NoSuchBucket' },
    });

    expect(answers[0]).toMatchObject({ status: 'SUCCESS' });
  });

  it('reports the error, and how to continue after a time-out', () => {
    const denied = run('HousekeepingFunction', {
      event: { ...EMPTY, RequestType: 'Delete' },
      errors: { list_object_versions: 'AccessDenied' },
    });
    const late = run('HousekeepingFunction', {
      event: { ...EMPTY, RequestType: 'Delete' },
      pages: {
        list_object_versions: [{ Versions: [{ Key: 'a', VersionId: '1' }] }],
      },
      remaining: 1000,
    });
    const locked = run('HousekeepingFunction', {
      event: { ...EMPTY, RequestType: 'Delete' },
      pages: {
        list_object_versions: [{ Versions: [{ Key: 'a', VersionId: '1' }] }],
      },
      deleteErrors: [{ Key: 'a', Code: 'AccessDenied' }],
    });

    expect(denied.answers[0]).toMatchObject({
      status: 'FAILED',
      reason: 'AccessDenied',
    });
    expect(late.answers[0].reason).toContain(
      '1 versions deleted, more remain; delete the stack again',
    );
    expect(locked.answers[0].reason).toContain('AccessDenied');
  });

  it('removes both rules of the default security group, if they exist', () => {
    const closed = run('HousekeepingFunction', {
      event: { ...CLOSE, RequestType: 'Create' },
    });
    const again = run('HousekeepingFunction', {
      event: { ...CLOSE, RequestType: 'Update', PhysicalResourceId: 'same' },
      errors: {
        revoke_security_group_ingress: 'InvalidPermission.NotFound',
        revoke_security_group_egress: 'InvalidPermission.NotFound',
      },
    });
    const deleted = run('HousekeepingFunction', {
      event: { ...CLOSE, RequestType: 'Delete' },
    });

    expect(closed.calls.map(([name]) => name)).toEqual([
      'revoke_security_group_ingress',
      'revoke_security_group_egress',
    ]);
    expect(closed.answers[0]).toMatchObject({ status: 'SUCCESS' });
    expect(again.answers[0]).toMatchObject({ status: 'SUCCESS', id: 'same' });
    expect(deleted.calls).toEqual([]);
    expect(deleted.answers[0]).toMatchObject({ status: 'SUCCESS' });
  });
});

/** Skipped without Python, because the code of the Lambda functions needs it to run. */
(hasPython ? describe : describe.skip)('inventory, run by Python', () => {
  it('counts by prefix, logs metrics and writes the report', () => {
    const { log, calls } = run('InventoryFunction', {
      event: {},
      pages: {
        list_objects_v2: [
          {
            Contents: [
              { Key: 'exports/a', Size: 10, LastModified: 100 },
              { Key: 'exports/b', Size: 5, LastModified: 10 },
            ],
          },
          { Contents: [{ Key: 'note.txt', Size: 1, LastModified: 100 }] },
        ],
      },
    });
    const [[name, { Key, Body }]] = calls;
    const { prefixes } = JSON.parse(Body as string);

    expect([name, Key]).toEqual(['put_object', 'inventory/latest.json']);
    expect(prefixes).toMatchObject({
      exports: { files: 2, bytes: 15 },
      '(none)': { files: 1, bytes: 1 },
    });
    expect(log[0]).toMatchObject({
      Bucket: 'bucket',
      Prefix: 'exports',
      files: 2,
      _aws: { CloudWatchMetrics: [{ Namespace: 'TAP/Bucket' }] },
    });
    expect(log[log.length - 1].message).toBe('inventory written');
  });

  it('reports at most 20 prefixes and the others together, so that the number of custom metrics is bounded', () => {
    const keys = Array.from(
      { length: 40 },
      (_, index) => `prefix-${String(index).padStart(2, '0')}/object`,
    );
    const { log, calls } = run('InventoryFunction', {
      event: {},
      pages: {
        list_objects_v2: [
          {
            Contents: keys.map((Key, index) => ({
              Key,
              Size: 1,
              LastModified: index,
            })),
          },
        ],
      },
    });
    const [[, { Body }]] = calls;
    const { at, prefixes } = JSON.parse(Body as string);

    expect(Object.keys(prefixes)).toEqual([
      ...keys.slice(0, 20).map(key => key.split('/')[0]),
      '(other)',
    ]);
    expect(prefixes['(other)']).toMatchObject({ files: 20, bytes: 20 });
    expect(
      Math.abs(at - 39 - prefixes['(other)'].newestAgeSeconds),
    ).toBeLessThanOrEqual(1);
    expect(log.filter(entry => '_aws' in entry)).toHaveLength(21);
  });
});
