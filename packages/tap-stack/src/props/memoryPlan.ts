import { parameterAmount } from '@tap/aws-facts';
import { databaseMemoryBytes, SizeSpec } from './sizes';
import { TapStackPropsError } from './TapStackPropsError';

const KIB = 1024;
const PAGE = 8 * KIB;
const MIB = KIB * KIB;

/** One part of the memory that PostgreSQL can use. @public */
export interface MemoryShare {
  parameter: string;
  bytes: number;
}

/**
 * The memory that PostgreSQL can use with these parameters, largest part first.
 * Units and meaning:
 * https://www.postgresql.org/docs/current/runtime-config-resource.html
 *
 * @param parameters - all that are in force: those of the group and RDS's
 *   defaults; values that are not numbers count as zero, PostgreSQL validates
 *   them
 * @public
 */
export function memoryPlan(
  parameters: Readonly<Record<string, string>>,
  spec: SizeSpec,
): MemoryShare[] {
  const variables = {
    DBInstanceClassMemory: databaseMemoryBytes(spec),
    DBInstanceVCPU: spec.vcpus,
  };
  const amount = (name: string) =>
    parameterAmount(parameters[name] ?? '', variables) ?? 0;
  const maintenance = amount('maintenance_work_mem');
  const vacuum = amount('autovacuum_work_mem');
  return [
    { parameter: 'shared_buffers', bytes: amount('shared_buffers') * PAGE },
    { parameter: 'wal_buffers', bytes: amount('wal_buffers') * PAGE },
    {
      parameter: 'work_mem × max_connections',
      bytes: amount('work_mem') * KIB * amount('max_connections'),
    },
    { parameter: 'maintenance_work_mem', bytes: maintenance * KIB },
    {
      parameter: 'autovacuum_work_mem × autovacuum_max_workers',
      // -1 means maintenance_work_mem.
      bytes:
        (vacuum < 0 ? maintenance : vacuum) *
        KIB *
        amount('autovacuum_max_workers'),
    },
  ].sort((a, b) => b.bytes - a.bytes);
}

/**
 * Rejects parameters that require more memory than the class has: the database
 * would not start or run out of memory. The usual cause is a value in bytes or
 * MB instead of 8 kB pages.
 *
 * @throws TapStackPropsError naming the largest part
 */
export function assertMemoryPlan(
  parameters: Readonly<Record<string, string>>,
  spec: SizeSpec,
): void {
  const plan = memoryPlan(parameters, spec);
  const total = plan.reduce((sum, share) => sum + share.bytes, 0);
  const available = databaseMemoryBytes(spec);
  if (total > available) {
    throw new TapStackPropsError({
      field: 'databaseParameters',
      rule: `the parameters require ${toMiB(total)} MiB, but ${
        spec.instanceClass
      } has about ${toMiB(available)} MiB for PostgreSQL; the largest part is ${
        plan[0].parameter
      } with ${toMiB(
        plan[0].bytes,
      )} MiB (shared_buffers and wal_buffers are in 8 kB pages, the others in kB)`,
      example: `{ shared_buffers: '{DBInstanceClassMemory/32768}' }, a quarter of memory,`,
    });
  }
}

function toMiB(bytes: number): number {
  return Math.round(bytes / MIB);
}
