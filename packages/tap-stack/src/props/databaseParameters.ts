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
  // One connection per 20 MiB, at least 50, so that RDS's reserved connections
  // leave 41 for three pods with ten each, and at most 500: above that,
  // connection pooling performs better. For most classes, this is half of RDS's
  // default, so that work_mem times connections fits into memory.
  max_connections: 'LEAST(GREATEST({DBInstanceClassMemory/20971520},50),500)',
  // kB: 0.8 MB per GiB of memory for each sort, 16 MB per GiB for each
  // maintenance command and each vacuum. The minimums are PostgreSQL's defaults.
  // RDS's default for vacuum is twice as much, times the number of workers:
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Autovacuum.html
  work_mem: 'GREATEST({DBInstanceClassMemory/1310720},4096)',
  maintenance_work_mem: 'GREATEST({DBInstanceClassMemory/65536},65536)',
  autovacuum_work_mem: 'GREATEST({DBInstanceClassMemory/65536},65536)',
  // 8 kB pages: 16 MB, the default size of a WAL segment.
  wal_buffers: '2048',

  // Reads. Random reads on gp3 are nearly as fast as sequential reads.
  random_page_cost: '1.1',
  effective_io_concurrency: '200',
  default_statistics_target: '200',
  // For short queries, JIT compilation costs more than it saves.
  jit: '0',

  // Writes. MB; seconds. The write-ahead log between checkpoints uses up to 5 %
  // of the storage: 1 GB of micro's 20 GB. Above 8 GB, recovery takes too long.
  max_wal_size: 'LEAST({AllocatedStorage/20971520},8192)',
  min_wal_size: '1024',
  checkpoint_timeout: '900',
  checkpoint_completion_target: '0.9',

  // Frequent vacuum: orders are inserted, updated twice, then read.
  // Two workers on classes with less than 3 GiB, for lack of memory.
  autovacuum_max_workers:
    'LEAST(GREATEST({DBInstanceClassMemory/1073741824},2),3)',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.02',

  // Read replicas: vacuum on the primary keeps rows that a query on a replica
  // reads, and other changes wait 30 s for such a query, which is far below the
  // threshold of the lag alarm.
  // https://aws.amazon.com/blogs/database/best-practices-for-amazon-rds-postgresql-replication/
  hot_standby_feedback: '1',
  max_standby_streaming_delay: '30000',

  // Security. Passwords with MD5 hashes are rejected:
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL_Password_Encryption_configuration.html
  'rds.force_ssl': '1',
  'rds.accepted_password_auth_method': 'scram',
  ssl_min_protocol_version: 'TLSv1.2',
  password_encryption: 'scram-sha-256',
  log_disconnections: '1',
  // Changes of schema and roles are logged by pgAudit, which redacts passwords;
  // log_statement would log them in clear.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html
  log_statement: 'none',
  'pgaudit.log': 'ddl,role',
  // Slow statements are logged without the values of their parameters.
  log_parameter_max_length: '0',

  // Monitoring. ms; kB. auto_explain is loaded, but off until
  // auto_explain.log_min_duration is set, which needs no restart: plans contain
  // values.
  shared_preload_libraries: 'pg_stat_statements,pgaudit,auto_explain',
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
