import { evaluateFormula } from './evaluateFormula';
import { databaseMemoryBytes, SizeSpec } from './sizes';
import { TapStackPropsError } from './TapStackPropsError';

const KIB = 1024;
const PAGE = 8 * KIB;
const MIB = KIB * KIB;

/** One share of the memory that PostgreSQL may come to use. */
export interface MemoryShare {
  parameter: string;
  bytes: number;
}

/**
 * What PostgreSQL may come to use with these parameters, largest share first.
 * Units and meaning: https://www.postgresql.org/docs/current/runtime-config-resource.html
 *
 * Values that are no numbers count as nothing; they are PostgreSQL's to refuse.
 */
export function memoryPlan(
  parameters: Readonly<Record<string, string>>,
  spec: SizeSpec,
): MemoryShare[] {
  const variables = { DBInstanceClassMemory: databaseMemoryBytes(spec) };
  const amount = (name: string) =>
    evaluateFormula(parameters[name] ?? '', variables) ?? 0;
  return [
    { parameter: 'shared_buffers', bytes: amount('shared_buffers') * PAGE },
    { parameter: 'wal_buffers', bytes: amount('wal_buffers') * PAGE },
    {
      parameter: 'work_mem × max_connections',
      bytes: amount('work_mem') * KIB * amount('max_connections'),
    },
    {
      parameter: 'maintenance_work_mem × autovacuum_max_workers',
      bytes:
        amount('maintenance_work_mem') * KIB * amount('autovacuum_max_workers'),
    },
  ].sort((a, b) => b.bytes - a.bytes);
}

/**
 * Refuses parameters that need more memory than the class has: the database
 * would not start, or be killed on its first busy day. The usual reason is a
 * value in bytes or MB where PostgreSQL counts 8 kB pages.
 *
 * @throws TapStackPropsError naming the largest share
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
      rule: `these need ${toMiB(total)} MiB, ${
        spec.instanceClass
      } leaves PostgreSQL about ${toMiB(available)} MiB; the largest share is ${
        plan[0].parameter
      } with ${toMiB(
        plan[0].bytes,
      )} MiB (shared_buffers and wal_buffers count pages of 8 kB, work_mem and maintenance_work_mem kB)`,
      example: `{ shared_buffers: '{DBInstanceClassMemory/32768}' }, a quarter of memory,`,
    });
  }
}

function toMiB(bytes: number): number {
  return Math.round(bytes / MIB);
}
