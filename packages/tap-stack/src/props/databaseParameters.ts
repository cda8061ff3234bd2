/**
 * One connection for every 20 MiB, and never more than 500: beyond that a
 * pooler serves better than more processes do. Half of what RDS would allow,
 * so that work_mem times connections stays within the class's memory.
 */
export const MAX_CONNECTIONS_FORMULA =
  'LEAST({DBInstanceClassMemory/20971520},500)';

/**
 * PostgreSQL for read-heavy online transactions, some 30,000 orders a day.
 *
 * What depends on memory is a formula, so that a resize never starts a small
 * class with a large class's number. All else is a whole number in the
 * parameter's own unit, which is what RDS wants: 8 kB pages, kB, MB or ms as
 * `pg_settings.unit` says, see
 * https://www.postgresql.org/docs/current/view-pg-settings.html
 */
const COMMON_PARAMETERS: Readonly<Record<string, string>> = {
  // Memory. 8 kB pages: a quarter of memory, and half of it for the planner.
  shared_buffers: '{DBInstanceClassMemory/32768}',
  effective_cache_size: '{DBInstanceClassMemory/16384}',
  // kB: 1 MB per GiB of memory for each sort, 16 MB per GiB for each vacuum.
  work_mem: '{DBInstanceClassMemory/1048576}',
  maintenance_work_mem: '{DBInstanceClassMemory/65536}',
  max_connections: MAX_CONNECTIONS_FORMULA,
  // 8 kB pages: 16 MB, one WAL segment of a plain PostgreSQL.
  wal_buffers: '2048',

  // Reads. gp3 answers random reads nearly as fast as sequential ones.
  random_page_cost: '1.1',
  effective_io_concurrency: '200',
  default_statistics_target: '200',
  // Short queries lose more to compilation than they win.
  jit: '0',

  // Writes. MB; seconds.
  max_wal_size: '4096',
  min_wal_size: '1024',
  checkpoint_timeout: '900',
  checkpoint_completion_target: '0.9',

  // Vacuum early and often: orders are inserted, updated twice, then read.
  autovacuum_max_workers: '3',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.02',

  // Security.
  'rds.force_ssl': '1',
  ssl_min_protocol_version: 'TLSv1.2',
  password_encryption: 'scram-sha-256',
  log_disconnections: '1',
  log_statement: 'ddl',

  // Watching. ms; kB.
  shared_preload_libraries: 'pg_stat_statements',
  track_io_timing: '1',
  log_min_duration_statement: '1000',
  log_lock_waits: '1',
  log_temp_files: '10240',
  log_autovacuum_min_duration: '10000',
  // A forgotten transaction holds back vacuum on the primary and its replicas.
  idle_in_transaction_session_timeout: '600000',
};

/**
 * Since PostgreSQL 18 `log_connections` names the stages of a connection to
 * log, and RDS's family `postgres18` rejects the switch of earlier versions:
 * https://github.com/ministryofjustice/cloud-platform/issues/7948
 */
const FIRST_MAJOR_WITH_CONNECTION_STAGES = 18;

/**
 * The parameters of an environment, before the overrides of its target.
 *
 * @param majorVersion - for example `17`: a parameter group belongs to one
 *   major version, and some parameters take other values in another
 * @returns values in the parameters' own units, or RDS formulas
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
