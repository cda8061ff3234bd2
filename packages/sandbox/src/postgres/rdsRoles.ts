/** Predefined roles that RDS grants to `rds_superuser`, by first version. */
const PREDEFINED_ROLES: Record<number, string[]> = {
  15: ['pg_monitor', 'pg_signal_backend', 'pg_checkpoint'],
  16: ['pg_use_reserved_connections', 'pg_create_subscription'],
  17: ['pg_maintain'],
};

/**
 * SQL statements that create the roles of RDS:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
 */
export function rdsRoles(majorVersion: number): string[] {
  const predefined = Object.entries(PREDEFINED_ROLES)
    .filter(([since]) => Number(since) <= majorVersion)
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
  ];
}
