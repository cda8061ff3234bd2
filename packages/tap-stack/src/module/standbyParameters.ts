import { parameterAmount, parameterDefaults } from '@tap/aws-facts';
import { databaseMemoryBytes, SizeSpec } from '../props/sizes';
import { Template } from './Template';

/**
 * The parameters that must not be lower on a standby than on its primary.
 *
 * https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
 */
const STANDBY_PARAMETERS = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
];

/** RDS's defaults of these parameters are the same in every family. */
const ANY_FAMILY = 'postgres17';

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
  const values: Record<string, unknown> = {
    ...parameterDefaults(String(group?.Properties?.Family ?? ANY_FAMILY)),
    ...Object(group?.Properties?.Parameters),
  };
  const variables = {
    DBInstanceClassMemory: databaseMemoryBytes(size),
    DBInstanceVCPU: size.vcpus,
  };
  return Object.fromEntries(
    STANDBY_PARAMETERS.flatMap(name => {
      const value = parameterAmount(String(values[name]), variables);
      return value === undefined ? [] : [[name, Math.floor(value)]];
    }),
  );
}
