import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

import { scramVerifier } from '../../postgres/scramVerifier';
import {
  findSecret,
  readSecretValue,
  writeSecretValue,
} from '../secrets/secretValue';
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
  /** The rotation of these secrets, if it has one. */
  rotation?: Rotation;
}

/** A rotation between the users `name` and `name_b`. */
interface Rotation {
  /** Secrets with an earlier time of rotation are rotated. */
  requestedAt: string;
  /** Until when the previous user can still log in. */
  previousValidUntil: string;
}

interface Credentials {
  username: string;
  password: string;
  /** When the last rotation was requested. */
  rotated?: string;
}

/**
 * Runs what a shell script does to a PostgreSQL database: the SQL of the here
 * document `SQL`, psql's `\password` for a list of secrets, and the rotation of
 * these secrets. The script itself does not run, as Lambda code does not. Another
 * script has no effect.
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
      await setPassword(client, credentials(world, secret));
      if (parsed.rotation) {
        await rotate(world, client, secret, parsed.rotation);
      }
    }
  } finally {
    await client.end();
  }
}

async function setPassword(
  client: Client,
  { password, username }: Credentials,
): Promise<void> {
  await client.query(
    `ALTER USER ${escapeIdentifier(username)} PASSWORD ${escapeLiteral(
      scramVerifier(password),
    )}`,
  );
}

/** Has the order of the script: the database accepts the new user before the secret names it. */
async function rotate(
  world: World,
  client: Client,
  secret: string,
  { previousValidUntil, requestedAt }: Rotation,
): Promise<void> {
  const current = credentials(world, secret);
  const { rotated = '' } = current;
  if (rotated > requestedAt) {
    return;
  }
  let previous = alternate(current.username);
  if (rotated < requestedAt) {
    const next = {
      username: previous,
      password: randomBytes(16).toString('hex'),
      rotated: requestedAt,
    };
    await createAlternate(client, next.username);
    await setPassword(client, next);
    await client.query(
      `ALTER ROLE ${escapeIdentifier(next.username)} VALID UNTIL 'infinity'`,
    );
    const { physicalId } = findSecret(world, secret)!;
    writeSecretValue(world, physicalId, JSON.stringify(next));
    previous = current.username;
  }
  await client.query(
    `ALTER ROLE ${escapeIdentifier(previous)} VALID UNTIL ${escapeLiteral(
      previousValidUntil,
    )}`,
  );
}

async function createAlternate(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query(
    'SELECT FROM pg_roles WHERE rolname = $1',
    [name],
  );
  if (rowCount === 0) {
    const base = escapeIdentifier(alternate(name));
    const user = escapeIdentifier(name);
    await client.query(
      `CREATE ROLE ${user} LOGIN IN ROLE ${base}; ALTER ROLE ${user} SET role = ${base}`,
    );
  }
}

function alternate(username: string): string {
  const base = username.replace(/_b$/, '');
  return base === username ? `${base}_b` : base;
}

function parse(script: string): AccessScript | undefined {
  const found = (pattern: RegExp) => pattern.exec(script)?.[1];
  const masterSecret = found(/PGPASSWORD=\$\(get (\S+) password\)/);
  const port = found(/ PGPORT=(\d+)/);
  const database = found(/ PGDATABASE=(\w+)/);
  const statements = found(/<<'SQL'\n([\s\S]*?)\nSQL$/m);
  const secrets = found(/^for s in ([^;]+);do/m);
  const requestedAt = found(/\[\[ \$r < (\S+) \]\]/);
  const previousValidUntil = found(/ VALID UNTIL '(\d[^']*)'/);
  return masterSecret && port && database && statements && secrets
    ? {
        masterSecret,
        port: Number(port),
        database,
        statements,
        secrets: secrets.split(' '),
        ...(requestedAt &&
          previousValidUntil && {
            rotation: { requestedAt, previousValidUntil },
          }),
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

function credentials(world: World, secretId: string): Credentials {
  const secret = findSecret(world, secretId);
  const value = secret && readSecretValue(world, secret.physicalId);
  if (!value) {
    throw new Error(`There is no secret ${secretId}`);
  }
  return JSON.parse(value.secretString);
}
