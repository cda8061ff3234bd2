import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { Portal } from './Portal';

/** The address of a database in the portal. */
export interface DatabaseAddress {
  endpoint: string;
  port: string;
  database: string;
  secretArn: string;
}

/** Connects with the credentials of the secret, with TLS by default, as a developer would. */
export async function connect(
  portal: Portal,
  address: DatabaseAddress,
  options: { tls: boolean } = { tls: true },
): Promise<Client> {
  const secret = await portal.secretsManager.send(
    new GetSecretValueCommand({ SecretId: address.secretArn }),
  );
  const { username, password } = JSON.parse(secret.SecretString!);
  const client = new Client({
    host: address.endpoint,
    port: Number(address.port),
    database: address.database,
    user: username,
    password,
    // The sandbox has a self-signed certificate.
    ssl: options.tls && { rejectUnauthorized: false },
  });
  await client.connect();
  return client;
}

/** A setting of PostgreSQL in bytes, for memory sizes. */
export async function memorySetting(
  client: Client,
  name: string,
): Promise<number> {
  const { rows } = await client.query(
    'select pg_size_bytes(current_setting($1)) as bytes',
    [name],
  );
  return Number(rows[0].bytes);
}

/** A setting of PostgreSQL as text. */
export async function setting(client: Client, name: string): Promise<string> {
  const { rows } = await client.query('select current_setting($1) as value', [
    name,
  ]);
  return rows[0].value;
}
