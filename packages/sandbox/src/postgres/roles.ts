import { escapeIdentifier, escapeLiteral } from 'pg';

import { AdminAddress, withAdmin } from './adminConnection';
import { ADMIN } from './clusterTemplate';
import { PrimaryOptions } from './DatabaseServers';
import { scramVerifier } from './scramVerifier';

/**
 * Creates the master user and the database of a new server, and replaces the
 * superuser's password. As on RDS, the master user is not a superuser but a
 * member of `rds_superuser`:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
 *
 * @param address - with the superuser's present password
 * @param adminPassword - the superuser's new password
 */
export async function createMasterUser(
  address: AdminAddress,
  adminPassword: string,
  options: PrimaryOptions,
): Promise<void> {
  const master = escapeIdentifier(options.masterUsername);
  await withAdmin(address, 'postgres', async client => {
    await client.query(
      `CREATE ROLE ${master} LOGIN CREATEROLE CREATEDB PASSWORD ${verifier(
        options.masterPassword,
      )} VALID UNTIL 'infinity'`,
    );
    await client.query(`GRANT rds_superuser TO ${master} WITH ADMIN OPTION`);
    await client.query(`ALTER DATABASE postgres OWNER TO ${master}`);
    if (options.databaseName && options.databaseName !== 'postgres') {
      const database = escapeIdentifier(options.databaseName);
      await client.query(`CREATE DATABASE ${database} OWNER ${master}`);
    }
    await client.query(alterPassword(ADMIN, adminPassword));
  });
}

/** Sets the password of a role without writing it to the server log. */
export async function changePassword(
  address: AdminAddress,
  role: string,
  password: string,
): Promise<void> {
  await withAdmin(address, 'postgres', client =>
    client.query(alterPassword(role, password)),
  );
}

function alterPassword(role: string, password: string): string {
  return `ALTER ROLE ${escapeIdentifier(role)} PASSWORD ${verifier(password)}`;
}

function verifier(password: string): string {
  return escapeLiteral(scramVerifier(password));
}
