import { parameterAmount } from './parameterFormula';
import { parameterFacts, parameterNames } from './parameterFamilies';

/**
 * Values of RDS's default parameter groups that differ from PostgreSQL's defaults, or that the stack relies on. A
 * custom group has them as well unless it sets the parameter. AWS publishes the complete list only as the answer of
 * DescribeEngineDefaultParameters.
 *
 * - autovacuum_work_mem, maintenance_work_mem:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Autovacuum.html
 * - autovacuum_worker_slots:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Autovacuum.AdaptivePG18.html
 * - superuser_reserved_connections, rds.rds_superuser_reserved_connections:
 *   https://repost.aws/knowledge-center/rds-postgresql-error-connection-slots
 * - rds.rds_reserved_connections exists since 17.1, 16.5 and 15.9:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
 *   Its value, and that of reserved_connections, are read from instances with PostgreSQL 16 and 18.
 * - The others are read from groups of PostgreSQL 12 and 16, and from
 *   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 *
 * `max_wal_size` is missing on purpose: RDS's value depends on the class by a formula that is not published.
 */
const DEFAULTS: Readonly<Record<string, string>> = {
  autovacuum_analyze_scale_factor: '0.05',
  autovacuum_max_workers: 'GREATEST({DBInstanceClassMemory/64371566592},3)',
  autovacuum_naptime: '15',
  autovacuum_vacuum_cost_limit:
    'GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)',
  autovacuum_vacuum_scale_factor: '0.1',
  autovacuum_work_mem: 'GREATEST({DBInstanceClassMemory/32768},65536)',
  autovacuum_worker_slots:
    'LEAST(GREATEST({DBInstanceClassMemory/32185783296},16),32)',
  checkpoint_completion_target: '0.9',
  effective_cache_size: '{DBInstanceClassMemory/16384}',
  maintenance_work_mem: 'GREATEST({DBInstanceClassMemory/63963136*1024},65536)',
  max_connections: 'LEAST({DBInstanceClassMemory/9531392},5000)',
  max_locks_per_transaction: '64',
  max_parallel_workers: 'GREATEST({DBInstanceVCPU/2},8)',
  max_prepared_transactions: '0',
  max_wal_senders: '20',
  max_worker_processes: 'GREATEST({DBInstanceVCPU*2},8)',
  min_wal_size: '192',
  'rds.accepted_password_auth_method': 'md5+scram',
  'rds.force_ssl': '1',
  'rds.rds_reserved_connections': '4',
  reserved_connections: '2',
  shared_buffers: '{DBInstanceClassMemory/32768}',
  shared_preload_libraries: 'pg_stat_statements',
  superuser_reserved_connections: '3',
  work_mem: '4096',
};

/** Before `reserved_connections` of PostgreSQL 16. */
const RESERVED_BEFORE_16 = {
  'rds.rds_superuser_reserved_connections': '2',
} as const;

const RESERVED_CONNECTIONS = [
  'superuser_reserved_connections',
  'reserved_connections',
  'rds.rds_superuser_reserved_connections',
  'rds.rds_reserved_connections',
] as const;

/**
 * The values that parameters have if a DB parameter group of a family does not set them.
 *
 * @param family - one of PARAMETER_FAMILIES
 * @returns values or formulas by name, in the units of the parameters; without the parameters that have PostgreSQL's
 *   own default
 * @public
 */
export function parameterDefaults(family: string): Record<string, string> {
  const hasReserved = parameterFacts(family, 'reserved_connections');
  const names = new Set(parameterNames(family));
  return {
    ...Object.fromEntries(
      Object.entries(DEFAULTS).filter(
        // Parameters that only RDS has are not all in the table of facts.
        ([name]) => names.has(name) || name.startsWith('rds.'),
      ),
    ),
    ...(hasReserved ? {} : RESERVED_BEFORE_16),
  };
}

/**
 * The connections that only superusers, `rds_superuser` and RDS itself can use: applications have `max_connections`
 * minus this number.
 *
 * {@link https://repost.aws/knowledge-center/rds-postgresql-error-connection-slots}
 *
 * @param family - one of PARAMETER_FAMILIES
 * @param parameters - those that the group sets
 * @public
 */
export function reservedConnections(
  family: string,
  parameters: Readonly<Record<string, string>> = {},
): number {
  const all: Record<string, string> = {
    ...parameterDefaults(family),
    ...parameters,
  };
  return RESERVED_CONNECTIONS.reduce(
    (sum, name) => sum + (parameterAmount(all[name] ?? '0', {}) ?? 0),
    0,
  );
}
