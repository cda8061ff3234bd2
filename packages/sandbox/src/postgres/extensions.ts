import { escapeIdentifier } from 'pg';

import { AdminAddress, withAdmin } from './adminConnection';

/**
 * Creates extensions that the master user can create on RDS. In PostgreSQL, most
 * of them require a superuser.
 *
 * @returns the names of those that this PostgreSQL has
 */
export async function createExtensions(
  address: AdminAddress,
  database: string,
  names: string[],
): Promise<string[]> {
  return withAdmin(address, database, async client => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM pg_available_extensions WHERE name = ANY($1) ORDER BY name',
      [names],
    );
    for (const { name } of rows) {
      await client.query(
        `CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(name)} CASCADE`,
      );
    }
    return rows.map(({ name }) => name);
  });
}
