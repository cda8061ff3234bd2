import { Client, escapeIdentifier, escapeLiteral } from 'pg';

import { scramVerifier } from '../../postgres/scramVerifier';
import { findSecret, readSecretValue } from '../secrets/secretValue';
import { World } from '../World';

/** What a script with psql does to a database. */
interface AccessScript {
  masterSecret: string;
  port: number;
  database: string;
  /** The SQL of its here document `SQL`. */
  statements: string;
  /** Secrets of the users whose passwords it sets. */
  secrets: string[];
}

/**
 * Runs what a shell script does to a PostgreSQL database: the SQL of the here
 * document `SQL`, and psql's `\password` for a list of secrets. The script
 * itself does not run, as Lambda code does not. Another script has no effect.
 *
 * @throws the error of PostgreSQL
 */
export async function runAccessScript(
  world: World,
  script: string,
): Promise<void> {
  const parsed = parse(script);
  if (!parsed) {
    return;
  }
  const statements = await withExtensions(world, parsed);
  const master = credentials(world, parsed.masterSecret);
  const client = new Client({
    host: '127.0.0.1',
    port: parsed.port,
    database: parsed.database,
    user: master.username,
    password: master.password,
    // The certificate is self-signed, and the server is a child of the sandbox.
    ssl: { rejectUnauthorized: false },
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statements);
    for (const secret of parsed.secrets) {
      const { username, password } = credentials(world, secret);
      await client.query(
        `ALTER USER ${escapeIdentifier(username)} PASSWORD ${escapeLiteral(
          scramVerifier(password),
        )}`,
      );
    }
  } finally {
    await client.end();
  }
}

function parse(script: string): AccessScript | undefined {
  const found = (pattern: RegExp) => pattern.exec(script)?.[1];
  const masterSecret = found(/PGPASSWORD=\$\(get (\S+) password\)/);
  const port = found(/ PGPORT=(\d+)/);
  const database = found(/ PGDATABASE=(\w+)/);
  const statements = found(/<<'SQL'\n([\s\S]*?)\nSQL$/m);
  const secrets = found(/^for s in ([^;]+);do/m);
  return masterSecret && port && database && statements && secrets
    ? {
        masterSecret,
        port: Number(port),
        database,
        statements,
        secrets: secrets.split(' '),
      }
    : undefined;
}

/** Names of extensions in an array that a loop creates. */
const EXTENSIONS =
  /(ARRAY'\{)([^}]*)(\}'::text\[\] ?LOOP EXECUTE format\('CREATE EXTENSION)/;

/**
 * Creates the extensions of the SQL in advance, because PostgreSQL does not allow
 * the master user to create all of them.
 *
 * @returns the SQL without the extensions that this PostgreSQL does not have
 */
async function withExtensions(
  { databases }: World,
  { database, port, statements }: AccessScript,
): Promise<string> {
  const names = EXTENSIONS.exec(statements)?.[2].split(',') ?? [];
  const server = databases.list().find(each => each.port === port);
  if (!server) {
    throw new Error(`There is no database at port ${port}`);
  }
  const created = await databases.createExtensions(server.id, database, names);
  return statements.replace(
    EXTENSIONS,
    (_, before, __, after) => `${before}${created.join()}${after}`,
  );
}

function credentials(
  world: World,
  secretId: string,
): { username: string; password: string } {
  const secret = findSecret(world, secretId);
  const value = secret && readSecretValue(world, secret.physicalId);
  if (!value) {
    throw new Error(`There is no secret ${secretId}`);
  }
  return JSON.parse(value.secretString);
}
