/**
 * @jest-environment node
 */
/* eslint-disable no-restricted-imports -- a test in Node: the commands are run in a real shell */
import { execFile } from 'node:child_process';
import { Environment } from '@tap/plugin-tap-common';
import fc from 'fast-check';
import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { sampleEnvironment } from '../__testUtils__/samples';
import { StubPrograms } from '../__testUtils__/StubPrograms';
import { connectCommands } from './connectCommands';
import { Connection, connectionOf } from './connection';

jest.setTimeout(120_000);

const sandbox: Connection = {
  access: 'readWrite',
  hosts: [{ endpoint: '127.0.0.1', port: '40123' }],
  database: 'app',
  secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-1',
  region: 'us-east-1',
  awsEndpoint: 'http://127.0.0.1:4577',
};

const aws: Connection = {
  ...sandbox,
  hosts: [{ endpoint: 'db.abc.eu-central-1.rds.amazonaws.com', port: '5432' }],
  region: 'eu-central-1',
  bastionInstanceId: 'i-0123456789abcdef0',
  awsEndpoint: undefined,
};

const withoutBastion: Connection = { ...aws, bastionInstanceId: undefined };

/** Read-only access to an environment with a read replica. */
const withReplica = (connection: Connection): Connection => ({
  ...connection,
  access: 'readOnly',
  hosts: [
    { endpoint: 'replica.eu-central-1.rds.amazonaws.com', port: '5433' },
    ...connection.hosts,
  ],
});

const SECRET = '{"password":"p-W_0.=x","dbname":"app","username":"tapadmin"}';
const LOGIN = 'tapadmin|p-W_0.=x';

/** The expected calls of the commands of a connection, by argument. */
function expectedCalls(connection: Connection) {
  const { awsEndpoint, database, hosts, region, secretArn } = connection;
  const [{ endpoint, port }] = hosts;
  const endpoints = hosts.map(host => host.endpoint).join(',');
  const ports = hosts.map(host => host.port).join(',');
  const session =
    hosts.length > 1 ? ' target_session_attrs=prefer-standby' : '';
  const readSecret = [
    ...['secretsmanager', 'get-secret-value', '--region', region],
    ...['--secret-id', secretArn, '--query', 'SecretString'],
    ...['--output', 'text'],
  ];
  const called = (program: string, args: string[], login = '|') => ({
    program,
    args,
    login,
  });
  if (awsEndpoint) {
    return [
      called('aws', ['--endpoint-url', awsEndpoint, ...readSecret]),
      called(
        'psql',
        [
          `host=${endpoints} port=${ports} dbname=${database}${session} sslmode=require`,
        ],
        LOGIN,
      ),
      called('curl', [
        ...['-s', awsEndpoint, '--user', 'sandbox:sandbox'],
        ...['--aws-sigv4', `aws:amz:${region}:secretsmanager`],
        ...['-H', 'Content-Type: application/x-amz-json-1.1'],
        ...['-H', 'X-Amz-Target: secretsmanager.GetSecretValue'],
        ...['-d', JSON.stringify({ SecretId: secretArn })],
      ]),
    ];
  }
  const { bastionInstanceId } = connection;
  const localPort = hosts.length > 1 ? '15433' : '15432';
  const tunnel = bastionInstanceId && [
    ...['ssm', 'start-session', '--region', region],
    ...['--target', bastionInstanceId],
    ...['--document-name', 'AWS-StartPortForwardingSessionToRemoteHost'],
    '--parameters',
    JSON.stringify({
      host: [endpoint],
      portNumber: [port],
      localPortNumber: [localPort],
    }),
  ];
  const address = tunnel
    ? `host=${endpoint} hostaddr=127.0.0.1 port=${localPort} dbname=${database}`
    : `host=${endpoints} port=${ports} dbname=${database}${session}`;
  return [
    ...(tunnel ? [called('aws', tunnel)] : []),
    called('curl', [
      '-fsSO',
      'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem',
    ]),
    called('aws', readSecret),
    called(
      'psql',
      [`${address} sslmode=verify-full sslrootcert=global-bundle.pem`],
      LOGIN,
    ),
  ];
}

/** Text with characters that a shell interprets. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$(touch pwned)',
        '`touch pwned`',
        '; touch pwned #',
        '&& touch pwned',
        '|id',
        '> pwned',
        '\n touch pwned\n',
        "'",
        '"',
        '\\',
        '$IFS',
        '${PATH}',
        '*',
        '~',
        '!!',
        '\r',
        '-x',
        ' sslmode=disable ',
        '127.0.0.1',
        '5432',
        'i-0123456789abcdef0',
      ),
      fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(parts => parts.join(''));

const hostileConnection: fc.Arbitrary<Connection> = fc.record({
  access: fc.constantFrom('readWrite' as const, 'readOnly' as const),
  hosts: fc.array(fc.record({ endpoint: hostile, port: hostile }), {
    minLength: 1,
    maxLength: 3,
  }),
  database: hostile,
  secretArn: hostile,
  region: hostile,
  bastionInstanceId: hostile,
  awsEndpoint: fc.option(hostile, { nil: undefined }),
});

/** The text of all commands, or the error. */
function valuesOrProblem(environment: Environment): string[] {
  try {
    const { access, hosts, ...values } = connectionOf(environment, 'readOnly')!;
    return [access, ...hosts.flatMap(Object.values), ...Object.values(values)];
  } catch (error) {
    return [String(error)];
  }
}

describe('connectCommands', () => {
  let programs: StubPrograms;

  beforeAll(() => {
    programs = StubPrograms.create({
      aws: SECRET,
      psql: '',
      curl: '',
      touch: '',
      id: '',
    });
  });

  afterAll(() => programs.remove());

  const runAll = (connection: Connection) => {
    const runs = connectCommands(connection).map(({ code }) =>
      programs.run(code),
    );
    return {
      calls: runs.flatMap(({ calls }) => calls),
      files: runs.flatMap(({ files }) => files),
    };
  };

  it.each([
    ['the sandbox', sandbox],
    ['AWS', aws],
    ['a stack without a bastion', withoutBastion],
    ['a read replica of the sandbox', withReplica(sandbox)],
    ['a read replica on AWS', withReplica(aws)],
    ['a read replica without a bastion', withReplica(withoutBastion)],
  ])('run only the expected programs for %s', (_, connection) => {
    expect(runAll(connection)).toEqual({
      calls: expectedCalls(connection),
      files: [],
    });
  });

  it('contain no password', () => {
    for (const { code } of [
      ...connectCommands(aws),
      ...connectCommands(sandbox),
    ]) {
      expect(code).not.toContain('p-W_0');
    }
  });

  it('quote only values that need quotes', () => {
    const [{ code }] = connectCommands(sandbox);
    expect(code).toContain('--endpoint-url http://127.0.0.1:4577 ');
    expect(code).toContain(
      "psql 'host=127.0.0.1 port=40123 dbname=app sslmode=require'",
    );
  });

  it('pass every value unchanged', () => {
    fc.assert(
      fc.property(hostileConnection, connection => {
        expect(runAll(connection)).toEqual({
          calls: expectedCalls(connection),
          files: [],
        });
      }),
      { numRuns: 100 },
    );
  });

  it('use only valid outputs', () => {
    const outputNames = [
      'DatabaseEndpoint',
      'DatabasePort',
      'DatabaseName',
      'DatabaseSecretArn',
      'BastionInstanceId',
      'ReadReplica1Endpoint',
      'ReadReplica1Port',
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...outputNames), hostile, { minKeys: 1 }),
        fc.boolean(),
        (changes, isSandbox) => {
          const environment = sampleEnvironment({
            outputs: { ...sampleEnvironment().outputs!, ...changes },
            ...(!isSandbox && { awsEndpoint: undefined }),
          });
          const values = valuesOrProblem(environment);
          for (const value of values) {
            expect(value).toMatch(
              /^(?:[A-Za-z0-9@%+=:_.,/-]+|Error: The output \w+ is not .*)$/,
            );
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('reads the secret of the sandbox without the AWS CLI', async () => {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      request.pipe(response);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    try {
      const [, { code }] = connectCommands({
        ...sandbox,
        awsEndpoint: `http://127.0.0.1:${port}`,
      });
      const { stdout } = await promisify(execFile)('/bin/sh', ['-ec', code]);
      expect(JSON.parse(stdout)).toEqual({ SecretId: sandbox.secretArn });
      expect(requests[0].headers).toMatchObject({
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
        authorization: expect.stringMatching(
          /Credential=sandbox\/\d{8}\/us-east-1\/secretsmanager\/aws4_request/,
        ),
      });
    } finally {
      await new Promise(done => server.close(done));
    }
  });
});
