import {
  EnvironmentRef,
  OperationOutcome,
  OperationRecord,
  operationTime,
  StackOperation,
} from '@tap/plugin-tap-common';
import { Knex } from 'knex';

const TABLE = 'operations';

/** How many operations of one name a response contains. */
const MOST = 200;

/** Allows for clock differences between AWS and the portal. */
const CLOCK_TOLERANCE_MS = 5_000;

interface Row {
  id: string;
  target: string;
  suffix: string;
  stack_id: string;
  operation: string;
  initiator: string | null;
  task_id: string | null;
  /** JSON, as `environment`, `removed` and `kept`. */
  plan: string;
  /** Milliseconds since 1970, as `ended_at` and `gone_at`; the PostgreSQL driver returns a string. */
  started_at: number | string;
  ended_at: number | string | null;
  outcome: string | null;
  reason: string | null;
  environment: string;
  removed: string;
  kept: string;
  gone_at: number | string | null;
}

/** Columns that the end of an operation changes. */
const END_COLUMNS = [
  'ended_at',
  'outcome',
  'reason',
  'environment',
  'removed',
  'kept',
  'gone_at',
] as const;

/**
 * Stores the operations on environments. Events can arrive twice or out of order, and in any replica: each method has the
 * same result if it is repeated.
 */
export class OperationStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Stores the start of an operation. CloudFormation runs one operation on a stack at a time, so an earlier one that is
   * still open has ended without its end being observed.
   *
   * @param followed - whether the portal only follows it: then it is stored only if no start is
   */
  async start(record: OperationRecord, followed: boolean): Promise<void> {
    const { id, stackId } = record;
    if (followed && (await this.openId(stackId))) {
      return;
    }
    await this.knex<Row>(TABLE)
      .where({ stack_id: stackId, ended_at: null })
      .whereNot({ id })
      .update({ ended_at: Date.parse(record.startedAt), outcome: 'unknown' });
    await this.insert(record);
  }

  /**
   * Stores the end of an operation.
   *
   * @param followed - whether the portal only followed it: then it ends the open operation of the stack, and is stored on
   *   its own only if the table does not contain the last operation of the stack
   */
  async end(record: OperationRecord, followed: boolean): Promise<void> {
    const id = followed ? await this.openId(record.stackId) : record.id;
    const row = toRow(record);
    const end = Object.fromEntries(END_COLUMNS.map(name => [name, row[name]]));
    const changed =
      id === undefined
        ? 0
        : await this.knex<Row>(TABLE).where({ id }).update(end);
    if (changed === 0 && !(followed && (await this.isStored(record)))) {
      await this.insert(record);
    }
  }

  /** Returns the operations of all environments that had this name, newest first. */
  async list({ suffix, target }: EnvironmentRef): Promise<OperationRecord[]> {
    const rows = await this.knex<Row>(TABLE)
      .where({ suffix, target })
      .orderBy('started_at', 'desc')
      .limit(MOST);
    return rows.map(fromRow);
  }

  /**
   * Returns how long the last successful operations of a kind took, in milliseconds, newest first.
   *
   * @param filter - `size` of the environments
   */
  async durations(filter: {
    target: string;
    operation: StackOperation;
    size: string;
  }): Promise<number[]> {
    const { operation, size, target } = filter;
    const rows = await this.knex<Row>(TABLE)
      .where({ target, operation, outcome: 'succeeded' })
      .whereNotNull('ended_at')
      .orderBy('started_at', 'desc')
      .limit(MOST);
    return rows
      .filter(({ environment }) => JSON.parse(environment).size === size)
      .map(row => Number(row.ended_at) - Number(row.started_at));
  }

  private async openId(stackId: string): Promise<string | undefined> {
    const row = await this.knex<Row>(TABLE)
      .where({ stack_id: stackId, ended_at: null })
      .orderBy('started_at', 'desc')
      .first('id');
    return row?.id;
  }

  /** Whether the operation that the environment shows was stored by the process that ran it. */
  private async isStored({
    environment,
    operation,
    stackId,
  }: OperationRecord): Promise<boolean> {
    const since = Date.parse(operationTime(environment)) - CLOCK_TOLERANCE_MS;
    const row = await this.knex<Row>(TABLE)
      .where({ stack_id: stackId })
      .where(isLast =>
        operation === 'delete'
          ? isLast.whereNotNull('gone_at')
          : isLast.where('started_at', '>=', since),
      )
      .first('id');
    return row !== undefined;
  }

  private async insert(record: OperationRecord): Promise<void> {
    await this.knex<Row>(TABLE).insert(toRow(record)).onConflict('id').ignore();
  }
}

function toRow(record: OperationRecord): Row {
  const { environment, kept, plan, removed } = record;
  return {
    id: record.id,
    target: record.target,
    suffix: record.suffix,
    stack_id: record.stackId,
    operation: record.operation,
    initiator: record.initiator ?? null,
    task_id: record.taskId ?? null,
    plan: JSON.stringify(plan),
    started_at: Date.parse(record.startedAt),
    ended_at: toMs(record.endedAt),
    outcome: record.outcome ?? null,
    reason: record.reason ?? null,
    environment: JSON.stringify(environment),
    removed: JSON.stringify(removed),
    kept: JSON.stringify(kept),
    gone_at: toMs(record.goneAt),
  };
}

function fromRow(row: Row): OperationRecord {
  return {
    id: row.id,
    target: row.target,
    suffix: row.suffix,
    stackId: row.stack_id,
    operation: row.operation as OperationRecord['operation'],
    initiator: row.initiator ?? undefined,
    taskId: row.task_id ?? undefined,
    plan: JSON.parse(row.plan),
    startedAt: toIso(row.started_at)!,
    endedAt: toIso(row.ended_at),
    outcome: (row.outcome as OperationOutcome | null) ?? undefined,
    reason: row.reason ?? undefined,
    environment: JSON.parse(row.environment),
    removed: JSON.parse(row.removed),
    kept: JSON.parse(row.kept),
    goneAt: toIso(row.gone_at),
  };
}

function toMs(iso: string | undefined): number | null {
  return iso === undefined ? null : Date.parse(iso);
}

function toIso(ms: number | string | null): string | undefined {
  return ms === null ? undefined : new Date(Number(ms)).toISOString();
}
