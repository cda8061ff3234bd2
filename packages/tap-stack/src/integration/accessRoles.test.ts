import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Sandbox } from '@tap/sandbox';
import { Client } from 'pg';
import { SIZES, synthesizeTemplate, TapStackProps } from '..';
import {
  deployToSandbox,
  outputsOf,
  SANDBOX_PINS,
  updateInSandbox,
} from '../__testUtils__/deployToSandbox';
import { accessScript } from '../access/accessScript';
import { accessStatements } from '../access/accessStatements';
import { rotateCredentials } from '../access/rotateCredentials';

jest.setTimeout(180_000);

const PRIVILEGE = /must be owner|permission denied/;
const READ_ONLY = /read-only transaction|permission denied/;

const ROLES: TapStackProps = {
  environmentSuffix: 'roles',
  size: 'small',
  engineVersion: '17.5',
  // RDS has both, this PostgreSQL only the first.
  extensions: ['pg_trgm', 'vector'],
};

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the roles of an environment in the sandbox', () => {
  let sandbox: Sandbox;
  let outputs: Record<string, string>;
  let stackId: string;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
    const stack = await deployToSandbox(sandbox, ROLES);
    stackId = stack.StackId!;
    outputs = outputsOf(stack);
  });
  afterAll(() => sandbox?.close());

  async function secret(
    output: string,
  ): Promise<{ username: string; password: string }> {
    const client = new SecretsManagerClient({
      endpoint: sandbox.url,
      region: SANDBOX_PINS.env.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    });
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: outputs[output] }),
    );
    return JSON.parse(SecretString!);
  }

  /** Runs statements one after the other; returns the rows of the last one. */
  async function as(
    output: string,
    statements: string[],
    database: 'Database' | 'ReadReplica1' = 'Database',
  ): Promise<any[]> {
    const { password, username } = await secret(output);
    const client = new Client({
      host: outputs[`${database}Endpoint`],
      port: Number(outputs[`${database}Port`]),
      database: outputs.DatabaseName,
      user: username,
      password,
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    try {
      let rows: any[] = [];
      for (const statement of statements) {
        ({ rows } = await client.query(statement));
      }
      return rows;
    } finally {
      await client.end();
    }
  }

  async function currentUser(credentials: {
    username: string;
    password: string;
  }): Promise<string> {
    const client = new Client({
      host: outputs.DatabaseEndpoint,
      port: Number(outputs.DatabasePort),
      database: outputs.DatabaseName,
      user: credentials.username,
      password: credentials.password,
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    const { rows } = await client.query('select current_user');
    await client.end();
    return rows[0].current_user;
  }

  it('are a role each, with a secret each', async () => {
    const names = [];
    for (const level of ['Owner', 'ReadWrite', 'ReadOnly']) {
      names.push((await secret(`${level}SecretArn`)).username);
    }
    expect(names).toEqual(['app_owner', 'app_rw', 'app_ro']);
    const [{ verifiers }] = await as('OwnerSecretArn', [
      `select count(*)::int as verifiers from pg_roles where rolname ~ '^app_(owner|rw|ro)$' and rolcanlogin and not rolsuper and not rolcreaterole and not rolcreatedb`,
    ]);
    expect(verifiers).toBe(3);
  });

  it('the owner creates objects that the others can use as far as they may', async () => {
    await as('OwnerSecretArn', [
      'create table orders (id serial primary key, item text)',
      'create schema audit',
      'create table audit.entries (id int)',
    ]);

    expect(
      await as('ReadWriteSecretArn', [
        `insert into orders (item) values ('book')`,
        'insert into audit.entries values (1)',
        `update orders set item = 'pen' returning item`,
      ]),
    ).toEqual([{ item: 'pen' }]);
    expect(await as('ReadOnlySecretArn', ['select item from orders'])).toEqual([
      { item: 'pen' },
    ]);
  });

  it.each([
    'create table mine (id int)',
    'create schema mine',
    'drop table orders',
    'alter table orders add column more text',
    'truncate orders',
    'create role mine',
    'grant app_owner to app_rw',
    'set role app_owner',
    'set role tapadmin',
  ])('reading and writing does not include: %s', async statement => {
    await expect(as('ReadWriteSecretArn', [statement])).rejects.toThrow(
      PRIVILEGE,
    );
  });

  it.each([
    `insert into orders (item) values ('x')`,
    'update orders set item = null',
    'delete from audit.entries',
    `select nextval('orders_id_seq')`,
    'create table mine (id int)',
    'set role app_rw',
  ])('reading does not include: %s', async statement => {
    await expect(as('ReadOnlySecretArn', [statement])).rejects.toThrow(
      PRIVILEGE,
    );
  });

  it.each(['create role mine', 'create database mine', 'set role tapadmin'])(
    'owning the schema does not include: %s',
    async statement => {
      await expect(as('OwnerSecretArn', [statement])).rejects.toThrow(
        PRIVILEGE,
      );
    },
  );

  it('work on a read replica', async () => {
    const write = as(
      'ReadWriteSecretArn',
      ['delete from orders'],
      'ReadReplica1',
    );
    await expect(write).rejects.toThrow(READ_ONLY);
  });

  it('have IAM roles without a password, which do not lock the master user out', async () => {
    const rows = await as('DatabaseSecretArn', [
      `select r.rolname, r.rolcanlogin, r.rolconfig::text as config, pg_has_role(r.oid, 'rds_iam', 'member') as iam
       from pg_roles r where r.rolname ~ '^app_' order by 1`,
    ]);
    expect(rows.filter(({ iam }) => iam)).toEqual(
      ['app_owner', 'app_ro', 'app_rw'].map(role => ({
        rolname: `${role}_iam`,
        rolcanlogin: true,
        config: `{role=${role}}`,
        iam: true,
      })),
    );
    // RDS accepts no password from members of rds_iam, also indirect ones, and
    // the creator of a role is a member of it.
    expect(
      await as('DatabaseSecretArn', [
        `select m.member::regrole::text as member from pg_auth_members m join pg_roles r on r.oid = m.roleid where r.rolname ~ '^app_.*_iam$'`,
      ]),
    ).toEqual([]);
    expect(
      await as('DatabaseSecretArn', [`select to_regrole('tap') as creator`]),
    ).toEqual([{ creator: null }]);
  });

  it('have the extensions that were requested', async () => {
    expect(
      await as('ReadOnlySecretArn', [
        `select extname from pg_extension where extname = 'pg_trgm'`,
      ]),
    ).toHaveLength(1);
  });

  it('survive a resize and an upgrade, which can add an extension', async () => {
    const before = await secret('ReadWriteSecretArn');
    const medium: TapStackProps = {
      ...ROLES,
      size: 'medium',
      databaseZonePinned: false,
      engineVersion: '17.6',
      extensions: ['pg_trgm', 'citext'],
    };
    for (const props of [
      {
        ...ROLES,
        replicaEngineVersion: '17.6',
        replicaInstanceClass: SIZES.medium.instanceClass,
      },
      medium,
    ]) {
      const { templateBody } = synthesizeTemplate({
        ...SANDBOX_PINS,
        ...props,
      });
      const stack = await updateInSandbox(sandbox, stackId, templateBody);
      expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
      outputs = outputsOf(stack);
    }

    expect(await secret('ReadWriteSecretArn')).toEqual(before);
    expect(
      await as('ReadWriteSecretArn', ['select item from orders']),
    ).toHaveLength(1);
    expect(
      await as('ReadOnlySecretArn', [
        `select extname from pg_extension where extname in ('pg_trgm', 'citext') order by 1`,
      ]),
    ).toHaveLength(2);
  });

  it.each([
    { requestedAt: 'today' },
    { previousValidUntil: `2026-11-28T09:30:00.000Z'; drop table orders` },
  ])('are not rotated with %j', times => {
    const valid = {
      requestedAt: '2026-11-28T09:30:00.000Z',
      previousValidUntil: '2026-11-29T09:30:00.000Z',
    };
    expect(() => rotateCredentials({ ...valid, ...times })).toThrow(
      `${Object.keys(times)[0]}: `,
    );
  });

  // Skipped without Bash and psql, which are no npm packages. The SQL of the script is tested everywhere, above.
  const programs = has('bash') && has('psql');
  (programs ? describe : describe.skip)('with Bash and psql', () => {
    it('are the same after the script has run in a real shell, twice, and are rotated by it', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'tap-access-'));
      const stub = (name: string, code: string) => {
        writeFileSync(join(directory, name), `#!/bin/bash\n${code}\n`);
        chmodSync(join(directory, name), 0o755);
      };
      stub('cloud-init', '');
      // $6 is the value of --secret-id.
      stub(
        'aws',
        'f="$(dirname "$0")/${6##*:}"; if [ $2 = put-secret-value ]; then cat > "$f" < /dev/stdin; else cat "$f"; fi',
      );
      const levels = ['Owner', 'ReadWrite', 'ReadOnly'];
      try {
        for (const output of ['Database', ...levels].map(
          level => `${level}SecretArn`,
        )) {
          const { username, password } = await secret(output);
          writeFileSync(
            join(directory, outputs[output].split(':').pop()!),
            JSON.stringify({
              host: 'x',
              username,
              password: output.startsWith('Database')
                ? password
                : `n${password}`,
            }),
          );
        }
        const run = (rotation: string) => {
          const script = accessScript({
            region: 'us-east-1',
            host: outputs.DatabaseEndpoint,
            port: outputs.DatabasePort,
            database: outputs.DatabaseName,
            masterSecretArn: outputs.DatabaseSecretArn,
            secretArns: levels.map(level => outputs[`${level}SecretArn`]),
            rotation,
            statements: accessStatements({
              iamAuthentication: true,
              extensions: ['pg_trgm'],
            }),
          });
          // Like the agent of Systems Manager, without a terminal.
          return execFileSync(
            'setsid',
            ['-w', 'bash', '-c', `${script} 2>&1`],
            {
              env: { PATH: `${directory}:${process.env.PATH}` },
              encoding: 'utf8',
            },
          );
        };
        for (const _ of ['first', 'second']) {
          const output = run(':');
          expect(output).not.toContain(
            (await secret('OwnerSecretArn')).password,
          );
        }
        await expect(as('ReadOnlySecretArn', ['select 1'])).rejects.toThrow(
          /password authentication failed/,
        );
        const { password } = await secret('ReadOnlySecretArn');
        const old = { username: 'app_ro', password: `n${password}` };
        await expect(currentUser(old)).resolves.toBe('app_ro');

        const stored = () =>
          JSON.parse(
            readFileSync(
              join(directory, outputs.ReadOnlySecretArn.split(':').pop()!),
              'utf8',
            ),
          );
        const rotation = (requestedAt: string, previousValidUntil: string) =>
          rotateCredentials({ requestedAt, previousValidUntil }).Rotation;
        const graceful = rotation(
          '2026-11-28T09:30:00.000Z',
          '2999-01-01T00:00:00.000Z',
        );
        run(graceful);
        const rotated = stored();
        expect(rotated).toEqual({
          username: 'app_ro_b',
          password: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
          rotated: '2026-11-28T09:30:00.000Z',
        });
        expect(run(graceful)).not.toContain(rotated.password);
        expect(stored()).toEqual(rotated);
        await expect(currentUser(rotated)).resolves.toBe('app_ro');
        await expect(currentUser(old)).resolves.toBe('app_ro');

        // A failed rotation is rolled back to the script of the one before.
        const later = '2026-11-28T10:00:00.000Z';
        run(rotation(later, '2999-01-01T00:00:00.000Z'));
        run(rotation('2026-11-28T09:30:00.000Z', '2026-11-28T09:30:00.000Z'));
        expect(stored().rotated).toBe(later);
        await expect(currentUser(rotated)).resolves.toBe('app_ro');

        run(rotation(later, later));
        expect(stored().username).toBe('app_ro');
        await expect(currentUser(stored())).resolves.toBe('app_ro');
        await expect(currentUser(rotated)).rejects.toThrow(
          /password authentication failed/,
        );
      } finally {
        rmSync(directory, { recursive: true });
      }
    });
  });
});
