/**
 * @jest-environment node
 */
/* eslint-disable no-restricted-imports -- a test in Node: the code is run by its programs */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StubPrograms } from '../__testUtils__/StubPrograms';
import { Connection } from './connection';
import { connectScript } from './connectScript';
import { connectionUri, snippets } from './snippets';

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
  hosts: [{ endpoint: 'db.abc.us-east-1.rds.amazonaws.com', port: '5432' }],
  bastionInstanceId: 'i-0123456789abcdef0',
  iamUser: 'app_rw_iam',
  awsEndpoint: undefined,
};

/** Read-only access from a network that can reach the databases. */
const readOnly: Connection = {
  ...aws,
  access: 'readOnly',
  bastionInstanceId: undefined,
  hosts: [
    { endpoint: 'r1.abc.us-east-1.rds.amazonaws.com', port: '5433' },
    { endpoint: 'r2.abc.us-east-1.rds.amazonaws.com', port: '5434' },
    ...aws.hosts,
  ],
};

const OPTIONS = { suffix: 'orders-dev', iamAuthentication: true };
const SECRET = '{"password":"p-W_0.=x","dbname":"app","username":"tapadmin"}';

const snippet = (connection: Connection, id: string) =>
  snippets(connection, OPTIONS).find(each => each.id === id)!;
const code = (connection: Connection, id: string) =>
  snippet(connection, id).code;
const note = (connection: Connection, id: string) =>
  snippet(connection, id).note;

describe('snippets', () => {
  it('cover all clients, and forwarding and IAM where the environment has them', () => {
    const ids = (connection: Connection, options = OPTIONS) =>
      snippets(connection, options).map(({ id }) => id);
    const everywhere = ['psql', 'nodejs', 'python', 'java', 'go', 'kubernetes'];
    expect(ids(sandbox)).toEqual(everywhere);
    expect(ids(aws)).toEqual([...everywhere, 'ssm', 'ssm-profile', 'iam']);
    expect(ids(aws, { ...OPTIONS, iamAuthentication: false })).not.toContain(
      'iam',
    );
    expect(ids({ ...aws, iamUser: undefined })).not.toContain('iam');
    expect(code(aws, 'iam')).toContain('--username app_rw_iam');
  });

  it('contain no password', () => {
    for (const connection of [sandbox, aws]) {
      expect(connectionUri(connection)).not.toContain('@');
      expect(connectScript(connection, 'orders-dev')).not.toContain('p-W_0');
    }
    expect(connectionUri(aws)).toBe(
      'postgresql://db.abc.us-east-1.rds.amazonaws.com:5432/app?sslmode=verify-full&sslrootcert=global-bundle.pem',
    );
  });

  it('name the replicas and the primary, as each driver requires', () => {
    const [r1, r2, primary] = readOnly.hosts.map(({ endpoint }) => endpoint);
    const all = `${r1}:5433,${r2}:5434,${primary}:5432`;
    expect(connectionUri(readOnly)).toBe(
      `postgresql://${all}/app?target_session_attrs=prefer-standby&load_balance_hosts=random&sslmode=verify-full&sslrootcert=global-bundle.pem`,
    );
    expect(code(readOnly, 'java')).toContain(
      `jdbc:postgresql://${all}/app?sslmode=verify-full&sslrootcert=global-bundle.pem&targetServerType=preferSecondary&loadBalanceHosts=true`,
    );
    expect(code(readOnly, 'go')).toContain(
      `host=${r1},${r2},${primary} port=5433,5434,5432 dbname=app sslmode=verify-full sslrootcert=global-bundle.pem target_session_attrs=prefer-standby load_balance_hosts=random`,
    );
    // The package pg connects to one host, so the code tries them: https://github.com/brianc/node-postgres/issues/1470
    expect(code(readOnly, 'nodejs')).toContain(
      `const replicas = [
  { host: "${r1}", port: 5433 },
  { host: "${r2}", port: 5434 },
];
const primary = { host: "${primary}", port: 5432 };`,
    );
    expect(code(readOnly, 'python')).toContain(
      `host="${r1},${r2},${primary}",\n    port="5433,5434,5432"`,
    );
    expect(code(readOnly, 'python')).toContain(
      'target_session_attrs="prefer-standby",\n    load_balance_hosts="random"',
    );
    expect(code(readOnly, 'kubernetes')).toMatch(
      /PGTARGETSESSIONATTRS\s+value: prefer-standby\s+- name: PGLOADBALANCEHOSTS\s+value: random\s/,
    );
    // Tokens are for one endpoint, and the tunnel leads to one database.
    expect(code(readOnly, 'iam')).toContain(`--hostname ${r1} --port 5433`);
    const tunnelled = { ...readOnly, bastionInstanceId: aws.bastionInstanceId };
    for (const id of ['nodejs', 'python', 'java', 'go', 'ssm']) {
      expect(code(tunnelled, id)).toContain('15433');
      expect(code(tunnelled, id)).not.toContain(primary);
    }
  });

  it('verify the certificate on AWS, with the host name where the client can', () => {
    expect(code(aws, 'nodejs')).toContain(
      'servername: "db.abc.us-east-1.rds.amazonaws.com"',
    );
    expect(code(aws, 'python')).toContain('sslmode="verify-full"');
    expect(code(aws, 'java')).toContain('sslmode=verify-ca');
    expect(code(aws, 'go')).toContain(
      'host=db.abc.us-east-1.rds.amazonaws.com hostaddr=127.0.0.1 port=15432 dbname=app sslmode=verify-full sslrootcert=global-bundle.pem"',
    );
    expect(note(aws, 'go')).toContain('lib/pq 1.11 or later');
    expect(code({ ...aws, bastionInstanceId: undefined }, 'go')).toContain(
      'port=5432 dbname=app sslmode=verify-full',
    );
  });
});

describe('connectScript', () => {
  const programs = StubPrograms.create({ aws: SECRET, psql: '', curl: '' });
  afterAll(() => programs.remove());

  it('opens psql with the login of the secret, and passes arguments on', () => {
    const { calls } = programs.run(
      `set -- -c 'select 1'\n${connectScript(sandbox, 'orders-dev')}`,
    );
    expect(calls.map(({ program }) => program)).toEqual(['aws', 'psql']);
    expect(calls[1]).toEqual({
      program: 'psql',
      args: [
        'host=127.0.0.1 port=40123 dbname=app sslmode=require',
        '-c',
        'select 1',
      ],
      login: 'tapadmin|p-W_0.=x',
    });
  });

  it('downloads the certificates on AWS', () => {
    const { calls } = programs.run(connectScript(aws, 'orders-dev'));
    expect(calls.map(({ program }) => program)).toEqual([
      'aws',
      'curl',
      'psql',
    ]);
  });

  it.each([
    ['$(touch pwned)', sandbox],
    ["'; touch pwned; '", sandbox],
    ['`touch pwned`', aws],
    ['\ntouch pwned\n', aws],
  ])(
    'runs only the displayed programs, whatever the values contain: %j',
    (text, connection) => {
      const hostile: Connection = {
        ...connection,
        hosts: connection.hosts.map(({ endpoint, port }) => ({
          endpoint: `${endpoint}${text}`,
          port: `${port}${text}`,
        })),
        database: `${connection.database}${text}`,
        secretArn: `${connection.secretArn}${text}`,
        awsEndpoint:
          connection.awsEndpoint && `${connection.awsEndpoint}${text}`,
        bastionInstanceId:
          connection.bastionInstanceId &&
          `${connection.bastionInstanceId}${text}`,
      };
      for (const argument of ['', 'tunnel', 'env']) {
        const { calls, files } = programs.run(
          `set -- ${argument}\n${connectScript(hostile, 'orders-dev')}`,
        );
        expect(files).toEqual([]);
        expect(calls[0].program).toBe('aws');
        for (const { program } of calls) {
          expect(['aws', 'curl', 'psql']).toContain(program);
        }
      }
    },
  );

  it('only opens the tunnel with the argument tunnel', () => {
    const { calls } = programs.run(
      `set -- tunnel\n${connectScript(aws, 'orders-dev')}`,
    );
    expect(calls).toMatchObject([
      { program: 'aws', args: expect.arrayContaining(['start-session']) },
    ]);
  });

  it('sets the variables of the login with the argument env', () => {
    const { calls } = programs.run(
      `eval "$(set -- env\n${connectScript(
        sandbox,
        'orders-dev',
      )})"\npsql done`,
    );
    expect(calls[1]).toMatchObject({
      args: ['done'],
      login: 'tapadmin|p-W_0.=x',
    });
  });
});

const botocore = pythonWithBotocore();

/** The service model of the AWS CLI, if the machine has it. */
(botocore ? describe : describe.skip)('SSM commands', () => {
  it('match the parameters of StartSession in the service model', () => {
    const programs = StubPrograms.create({ aws: '' });
    try {
      for (const id of ['ssm', 'ssm-profile']) {
        const [{ args }] = programs.run(code(aws, id)).calls;
        const value = (option: string) => args[args.indexOf(option) + 1];
        validate(botocore!, {
          Target: value('--target'),
          DocumentName: value('--document-name'),
          Parameters: JSON.parse(value('--parameters')),
        });
        expect(args.includes('--profile')).toBe(id === 'ssm-profile');
      }
    } finally {
      programs.remove();
    }
    expect(() => validate(botocore!, { Target: 1 })).toThrow();
  });
});

function pythonWithBotocore(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(program => {
    try {
      execFileSync(program, ['-c', 'import botocore'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

function validate(program: string, parameters: object): void {
  const directory = mkdtempSync(join(tmpdir(), 'tap-ssm-'));
  const file = join(directory, 'validate.py');
  writeFileSync(
    file,
    `
import json, sys
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
model = ServiceModel(Loader().load_service_model('ssm', 'service-2'))
shape = model.operation_model('StartSession').input_shape
report = ParamValidator().validate(json.loads(sys.argv[1]), shape)
sys.exit(report.generate_report() if report.has_errors() else 0)
`,
  );
  try {
    execFileSync(program, [file, JSON.stringify(parameters)], {
      stdio: 'pipe',
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
