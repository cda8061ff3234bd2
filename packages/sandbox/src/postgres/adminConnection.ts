import { Client } from 'pg';

import { ADMIN } from './PostgresCluster';

/** How the sandbox itself reaches one of its servers. */
export interface AdminAddress {
  port: number;
  adminPassword: string;
  /** PEM of the server's certificate, which is verified. */
  certificate: string;
}

/**
 * Runs some statements as the superuser.
 *
 * @param database - which one to connect to
 * @throws what PostgreSQL answers
 */
export async function withAdmin<T>(
  address: AdminAddress,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    host: '127.0.0.1',
    port: address.port,
    user: ADMIN,
    password: address.adminPassword,
    database,
    ssl: { ca: address.certificate },
    // The group's statement_timeout and logging are for users, not for us.
    options: '-c statement_timeout=0 -c log_statement=none',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
