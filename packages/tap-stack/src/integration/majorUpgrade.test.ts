import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Sandbox } from '@tap/sandbox';
import {
  deployToSandbox,
  outputsOf,
  SANDBOX_PINS,
} from '../__testUtils__/deployToSandbox';

jest.setTimeout(180_000);

const FROM = '15';
const TO = '17';

/** Skipped without the PostgreSQL client, in a version that dumps a server of the old major version. */
const hasClient = ['pg_dump', 'pg_restore', 'psql'].every(tool => {
  const { stdout } = spawnSync(tool, ['--version'], { encoding: 'utf8' });
  return Number(/ (\d+)\./.exec(stdout ?? '')?.[1]) >= Number(FROM);
});

/** The commands of the README, in order. */
function documentedCommands(): string[] {
  const readme = readFileSync(
    path.resolve(__dirname, '../../README.md'),
    'utf8',
  );
  const [section] = readme
    .split('### Move to a newer major version')[1]
    .split(/\n##/);
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
}

/** Skipped without a client of PostgreSQL, because the suite installs only npm packages. */
(hasClient ? describe : describe.skip)('the move to a major version', () => {
  let sandbox: Sandbox;
  const directory = mkdtempSync(path.join(tmpdir(), 'tap-move-'));

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 2_000 });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Connection string and environment variables of a new database. */
  async function deploy(environmentSuffix: string, engineVersion: string) {
    const outputs = outputsOf(
      await deployToSandbox(sandbox, {
        environmentSuffix,
        engineVersion,
        size: 'micro',
      }),
    );
    const secrets = new SecretsManagerClient({
      endpoint: sandbox.url,
      region: SANDBOX_PINS.env.region,
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'none' },
    });
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({ SecretId: outputs.DatabaseSecretArn }),
    );
    secrets.destroy();
    const { username, password } = JSON.parse(SecretString!);
    return {
      uri: `host=${outputs.DatabaseEndpoint} port=${outputs.DatabasePort} dbname=${outputs.DatabaseName} sslmode=require`,
      env: { PGUSER: username, PGPASSWORD: password },
    };
  }

  /** @throws Error with what the command printed */
  function shell(code: string, env: Record<string, string>): string {
    const { status, stdout, stderr } = spawnSync('sh', ['-euc', code], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    if (status !== 0) {
      throw new Error(`${code}\n${stdout}${stderr}`);
    }
    return stdout;
  }

  it(`copies tables, data, sequences and indexes from ${FROM} to ${TO}`, async () => {
    const [old, next] = await Promise.all([
      deploy('old', FROM),
      deploy('next', TO),
    ]);
    const ask = (database: typeof old, sql: string) =>
      shell(`psql "$URI" --no-align --tuples-only --command="$SQL"`, {
        ...database.env,
        URI: database.uri,
        SQL: sql,
      }).trim();
    ask(
      old,
      `CREATE TABLE orders (id serial PRIMARY KEY, note text);
       COMMENT ON TABLE orders IS 'Orders of the shop';
       CREATE INDEX by_note ON orders (note);
       CREATE VIEW totals AS SELECT count(*) FROM orders;
       INSERT INTO orders (note) SELECT 'order ' || n FROM generate_series(1, 500) n`,
    );
    const [dump, restore, ...others] = documentedCommands();
    expect(others).toEqual([]);

    shell(dump, { ...old.env, OLD: old.uri });
    shell(restore, { ...next.env, NEW: next.uri });

    expect(ask(next, 'SHOW server_version_num')).toMatch(`${TO}`);
    expect(ask(next, 'SELECT * FROM totals')).toBe('500');
    expect(ask(next, "SELECT obj_description('orders'::regclass)")).toBe(
      'Orders of the shop',
    );
    const md5 =
      "SELECT md5(string_agg(id || note, ',' ORDER BY id)) FROM orders";
    expect(ask(next, md5)).toBe(ask(old, md5));
    expect(
      ask(next, "INSERT INTO orders (note) VALUES ('new') RETURNING id"),
    ).toMatch(/^501\b/);
    expect(
      ask(next, "SELECT indexname FROM pg_indexes WHERE tablename = 'orders'")
        .split('\n')
        .sort(),
    ).toEqual(['by_note', 'orders_pkey']);
    expect(
      ask(next, "SELECT reltuples FROM pg_class WHERE relname = 'orders'"),
    ).toBe('500');
  });
});
