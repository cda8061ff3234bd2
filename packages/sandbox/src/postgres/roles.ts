import { escapeIdentifier, escapeLiteral } from 'pg';

import { AdminAddress, withAdmin } from './adminConnection';
import { PrimaryOptions } from './DatabaseServers';
import { createExtensions } from './extensions';
import { scramVerifier } from './scramVerifier';

/** Predefined roles that RDS grants to `rds_superuser`, by first version. */
const PREDEFINED_ROLES: Record<number, string[]> = {
  15: ['pg_monitor', 'pg_signal_backend', 'pg_checkpoint'],
  16: ['pg_use_reserved_connections', 'pg_create_subscription'],
  17: ['pg_maintain'],
};

/**
 * Creates the roles and the database of a new server. As on RDS, the master
 * user is not a superuser but a member of `rds_superuser`:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
 */
export async function createRoles(
  address: AdminAddress,
  options: PrimaryOptions,
): Promise<void> {
  await createExtensions(address, 'template1', ['pg_stat_statements']);
  await withAdmin(address, 'postgres', async client => {
    for (const statement of roleStatements(options)) {
      await client.query(statement);
    }
    if (options.databaseName && options.databaseName !== 'postgres') {
      await client.query(
        `CREATE DATABASE ${escapeIdentifier(
          options.databaseName,
        )} OWNER ${escapeIdentifier(options.masterUsername)}`,
      );
    }
  });
}

/** Sets the password of a role without writing it to the server log. */
export async function changePassword(
  address: AdminAddress,
  role: string,
  password: string,
): Promise<void> {
  await withAdmin(address, 'postgres', client =>
    client.query(
      `ALTER ROLE ${escapeIdentifier(role)} PASSWORD ${escapeLiteral(
        scramVerifier(password),
      )}`,
    ),
  );
}

function roleStatements(options: PrimaryOptions): string[] {
  const master = escapeIdentifier(options.masterUsername);
  const password = escapeLiteral(scramVerifier(options.masterPassword));
  const predefined = Object.entries(PREDEFINED_ROLES)
    .filter(([since]) => Number(since) <= options.majorVersion)
    .flatMap(([, roles]) => roles);
  return [
    'CREATE ROLE rds_superuser NOLOGIN',
    'CREATE ROLE rds_replication NOLOGIN',
    'CREATE ROLE rds_password NOLOGIN',
    'CREATE ROLE rds_iam NOLOGIN',
    `GRANT ${predefined.join(', ')} TO rds_superuser WITH ADMIN OPTION`,
    // Not granted to the master user: members of rds_iam cannot use a password
    // on RDS.
    'GRANT rds_replication, rds_password, rds_iam TO rds_superuser WITH ADMIN OPTION',
    `CREATE ROLE ${master} LOGIN CREATEROLE CREATEDB PASSWORD ${password} VALID UNTIL 'infinity'`,
    `GRANT rds_superuser TO ${master} WITH ADMIN OPTION`,
    `ALTER DATABASE postgres OWNER TO ${master}`,
  ];
}
