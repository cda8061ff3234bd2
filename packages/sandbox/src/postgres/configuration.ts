import { existsSync } from 'node:fs';
import path from 'node:path';

import { PostgresError } from './PostgresError';

/** The input of a server configuration. */
export interface ServerConfiguration {
  id: string;
  port: number;
  /**
   * Parameters by the names of PostgreSQL and RDS, formulas already evaluated.
   */
  parameters: Record<string, string>;
  /** Directory of the shared libraries of this version. */
  libraries: string;
  /** Replicas only. */
  replication?: { primaryConnection: string; slot: string };
}

/**
 * Libraries that RDS can preload and the npm packages do not include. They are
 * omitted; PostgreSQL rejects any other unknown name.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
 */
const RDS_ONLY_LIBRARIES = new Set([
  'orafce',
  'pg_bigm',
  'pg_cron',
  'pg_hint_plan',
  'pg_partman_bgw',
  'pg_proctab',
  'pg_similarity',
  'pg_squeeze',
  'pg_tle',
  'pg_transport',
  'pgactive',
  'pgaudit',
  'pglogical',
  'plprofiler',
  'plrust',
  'postgis',
  'rdsutils',
  'wal2json',
]);

/** Connections that RDS reserves for itself. */
const RDS_RESERVED = 'rds.rds_reserved_connections';

const PARAMETER_NAME = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/;

/**
 * Renders the settings of a server. Names with a dot, including `rds.*`, are
 * kept: PostgreSQL accepts them as placeholders.
 *
 * @throws PostgresError for a name or value that cannot be written to the
 *   file
 */
export function renderSettings(server: ServerConfiguration): string {
  const settings = {
    ...fromParameters(server),
    ...fixed(server),
    ...replication(server),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${quoted(value)}\n`)
    .join('');
}

/**
 * Renders the access rules (pg_hba.conf). RDS's `rds.force_ssl` rejects
 * connections without TLS. It is on by default, as in RDS since version 15:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 * `rds.accepted_password_auth_method` decides whether passwords that are stored
 * as MD5 hashes are accepted:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL_Password_Encryption_configuration.html
 */
export function renderAccess(parameters: Record<string, string>): string {
  const forceTls = !['0', 'off', 'false'].includes(
    parameters['rds.force_ssl'] ?? '1',
  );
  const type = forceTls ? 'hostssl' : 'host';
  // PostgreSQL's md5 accepts SCRAM passwords as well.
  const method =
    parameters['rds.accepted_password_auth_method'] === 'md5+scram'
      ? 'md5'
      : 'scram-sha-256';
  return [
    `${type} all all 127.0.0.1/32 ${method}`,
    `hostssl replication rdsadmin 127.0.0.1/32 scram-sha-256`,
    '',
  ].join('\n');
}

function fromParameters(server: ServerConfiguration): Record<string, string> {
  const settings: Record<string, string> = {
    shared_preload_libraries: 'pg_stat_statements',
  };
  for (const [name, value] of Object.entries(server.parameters)) {
    if (!PARAMETER_NAME.test(name)) {
      throw new PostgresError(`unrecognized configuration parameter "${name}"`);
    }
    settings[name] = value;
  }
  if (server.parameters['rds.logical_replication'] === '1') {
    settings.wal_level = 'logical';
  }
  if (server.parameters[RDS_RESERVED]) {
    settings.superuser_reserved_connections = String(
      reservedForSuperusers(server.parameters),
    );
  }
  settings.shared_preload_libraries = shippedLibraries(
    settings.shared_preload_libraries,
    server.libraries,
  );
  return settings;
}

/**
 * RDS reserves connections for its own role, and until PostgreSQL 15 for
 * `rds_superuser`. PostgreSQL can reserve them for superusers, so that
 * applications have the same number:
 * https://repost.aws/knowledge-center/rds-postgresql-error-connection-slots
 */
function reservedForSuperusers(parameters: Record<string, string>): number {
  return [
    'superuser_reserved_connections',
    'rds.rds_superuser_reserved_connections',
    RDS_RESERVED,
  ].reduce((sum, name) => sum + Number(parameters[name] ?? 0), 0);
}

function shippedLibraries(value: string, directory: string): string {
  return value
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
    .filter(name => isShipped(name, directory) || !RDS_ONLY_LIBRARIES.has(name))
    .join(',');
}

function isShipped(name: string, directory: string): boolean {
  return ['so', 'dylib'].some(suffix =>
    existsSync(path.join(directory, `${name}.${suffix}`)),
  );
}

/** Settings that the sandbox controls and no parameter group can change. */
function fixed(server: ServerConfiguration): Record<string, string> {
  return {
    cluster_name: server.id,
    port: String(server.port),
    listen_addresses: '127.0.0.1',
    // The path of a socket is limited to 107 bytes, and no client uses one.
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: 'server.crt',
    ssl_key_file: 'server.key',
    log_destination: 'stderr',
    logging_collector: 'off',
    // Huge pages are reserved at once, ordinary pages on first access.
    huge_pages: 'off',
    // Writes of a killed process are safe without fsync. Only a power failure
    // can lose data, which is acceptable for a development database.
    fsync: 'off',
  };
}

function replication({
  replication: replica,
}: ServerConfiguration): Record<string, string> {
  return replica
    ? {
        primary_conninfo: replica.primaryConnection,
        primary_slot_name: replica.slot,
      }
    : {};
}

/** https://www.postgresql.org/docs/current/config-setting.html */
function quoted(value: string): string {
  if (/[\0\r\n]/.test(value)) {
    throw new PostgresError('a parameter value must not contain line breaks');
  }
  return `'${value.replace(/'/g, "''")}'`;
}
