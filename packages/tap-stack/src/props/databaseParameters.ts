/**
 * One connection per 20 MiB, at most 500: above that, connection pooling
 * performs better. This is half of RDS's default, so that work_mem times
 * connections fits into memory.
 */
export const MAX_CONNECTIONS_FORMULA =
  'LEAST({DBInstanceClassMemory/20971520},500)';

/**
 * PostgreSQL parameters for read-heavy online transactions, about 30,000 orders
 * per day.
 *
 * Parameters that depend on memory are formulas, so that a resize applies to
 * them. All others are numbers in the unit of the parameter (8 kB pages, kB, MB
 * or ms), as RDS requires. `@tap/aws-facts` has the unit and the allowed values
 * of each parameter by family.
 */
const COMMON_PARAMETERS: Readonly<Record<string, string>> = {
  // Memory in 8 kB pages: a quarter for shared buffers, half as the planner's
  // estimate.
  shared_buffers: '{DBInstanceClassMemory/32768}',
  effective_cache_size: '{DBInstanceClassMemory/16384}',
  // kB: 1 MB per GiB of memory for each sort, 16 MB per GiB for each vacuum.
  work_mem: '{DBInstanceClassMemory/1048576}',
  maintenance_work_mem: '{DBInstanceClassMemory/65536}',
  max_connections: MAX_CONNECTIONS_FORMULA,
  // 8 kB pages: 16 MB, the default size of a WAL segment.
  wal_buffers: '2048',

  // Reads. Random reads on gp3 are nearly as fast as sequential reads.
  random_page_cost: '1.1',
  effective_io_concurrency: '200',
  default_statistics_target: '200',
  // For short queries, JIT compilation costs more than it saves.
  jit: '0',

  // Writes. MB; seconds.
  max_wal_size: '4096',
  min_wal_size: '1024',
  checkpoint_timeout: '900',
  checkpoint_completion_target: '0.9',

  // Frequent vacuum: orders are inserted, updated twice, then read.
  autovacuum_max_workers: '3',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.02',

  // Security.
  'rds.force_ssl': '1',
  ssl_min_protocol_version: 'TLSv1.2',
  password_encryption: 'scram-sha-256',
  log_disconnections: '1',
  log_statement: 'ddl',

  // Monitoring. ms; kB.
  shared_preload_libraries: 'pg_stat_statements',
  track_io_timing: '1',
  log_min_duration_statement: '1000',
  log_lock_waits: '1',
  log_temp_files: '10240',
  log_autovacuum_min_duration: '10000',
  // An idle transaction prevents vacuum on the primary and its replicas.
  idle_in_transaction_session_timeout: '600000',
};

/**
 * Since PostgreSQL 18 `log_connections` is a list of connection stages, and
 * RDS's family `postgres18` rejects the boolean of earlier versions:
 * https://github.com/ministryofjustice/cloud-platform/issues/7948
 */
const FIRST_MAJOR_WITH_CONNECTION_STAGES = 18;

/** @returns the parameter group family of a major version, for example `postgres17` */
export function parameterFamily(majorVersion: string): string {
  return `postgres${majorVersion}`;
}

/**
 * The parameters of an environment, without overrides.
 *
 * @param majorVersion - for example `17`: a parameter group belongs to one
 *   major version, and the values of some parameters depend on it
 * @returns values in the units of the parameters, or RDS formulas
 */
export function databaseParameters(
  majorVersion: string,
): Record<string, string> {
  return {
    ...COMMON_PARAMETERS,
    log_connections:
      Number(majorVersion) >= FIRST_MAJOR_WITH_CONNECTION_STAGES ? 'all' : '1',
  };
}
