import { Client } from 'pg';

import { ADMIN } from './clusterTemplate';

/** The sandbox's own connection to one of its servers. */
export interface AdminAddress {
  port: number;
  adminPassword: string;
  /** The certificate of the server in PEM, which is verified. */
  certificate: string;
}

/**
 * Runs statements as the superuser.
 *
 * @param database - the database to connect to
 * @throws the error of PostgreSQL
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
    // The parameter group's statement_timeout and logging apply to users only.
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
