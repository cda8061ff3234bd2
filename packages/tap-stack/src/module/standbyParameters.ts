import { evaluateFormula } from '../props/evaluateFormula';
import { databaseMemoryBytes, SizeSpec } from '../props/sizes';
import { Template } from './Template';

/**
 * The parameters that must not be lower on a standby than on its primary, with the values of an RDS parameter group that
 * does not set them. Whether RDS uses this formula for `max_worker_processes`, as Aurora does, is not confirmed; the other
 * answer, 8, differs only for classes with more than four vCPUs.
 *
 * https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 */
const DEFAULTS: Readonly<Record<string, string>> = {
  max_connections: 'LEAST({DBInstanceClassMemory/9531392},5000)',
  max_worker_processes: 'GREATEST({DBInstanceVCPU*2},8)',
  max_wal_senders: '20',
  max_prepared_transactions: '0',
  max_locks_per_transaction: '64',
};

/**
 * The parameters that decide whether the primary or its replicas must restart first, with their values for a size.
 *
 * @param template - made by any release
 * @returns by name; without those whose value is not a number
 * @public
 */
export function standbyParameters(
  { Resources = {} }: Template,
  size: Pick<SizeSpec, 'memoryMiB' | 'vcpus'>,
): Record<string, number> {
  const group = Object.values(Resources).find(
    ({ Type }) => Type === 'AWS::RDS::DBParameterGroup',
  );
  const set = Object(group?.Properties?.Parameters);
  const variables = {
    DBInstanceClassMemory: databaseMemoryBytes(size),
    DBInstanceVCPU: size.vcpus,
  };
  return Object.fromEntries(
    Object.entries(DEFAULTS).flatMap(([name, standard]) => {
      const value = evaluateFormula(String(set[name] ?? standard), variables);
      return value === undefined ? [] : [[name, Math.floor(value)]];
    }),
  );
}
