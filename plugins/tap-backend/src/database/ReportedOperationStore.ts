import {
  Environment,
  operationTime,
  StackStatus,
} from '@tap/plugin-tap-common';
import { Knex } from 'knex';

/** The last operation of a stack whose end was reported. */
export interface ReportedOperation {
  stackId: string;
  /** Empty if no operation of the stack has been reported yet. */
  stackStatus: string;
  /** When the operation started, ISO 8601. */
  operationTime: string;
  /** Entity ref of the owner at the last report; undefined if an earlier release reported it. */
  owner?: string;
  /** When the last rotation of passwords was requested, ISO 8601; undefined if there was none. */
  rotatedAt?: string;
}

interface Row {
  stack_id: string;
  target: string;
  stack_status: string;
  operation_time: string;
  owner: string | null;
  rotated_at: string | null;
  /** Milliseconds since 1970; the PostgreSQL driver returns a string. */
  reported_at: number | string;
}

const TABLE = 'reported_operations';
const TARGETS_TABLE = 'known_targets';

/**
 * How long rows of deleted stacks are kept, in milliseconds: DescribeStacks is eventually consistent and can return a
 * deleted stack for a while.
 */
const KEEP_DELETED_MS = 24 * 3_600_000;

/** Stores which ends of operations were reported, so that the replicas report each end once. */
export class ReportedOperationStore {
  constructor(private readonly knex: Knex) {}

  /** Whether the environments of the target have been listed before. */
  async isKnownTarget(target: string): Promise<boolean> {
    const row = await this.knex(TARGETS_TABLE).where({ target }).first();
    return row !== undefined;
  }

  /**
   * Records the current environments of a target that is listed for the first time. The last operation of an environment
   * at rest counts as reported: it ended before the portal's database was created.
   */
  async setBaseline(
    target: string,
    atRest: Environment[],
    inProgress: Environment[],
  ): Promise<void> {
    await this.knex.transaction(async tx => {
      const rows = [
        ...atRest.map(environment => toRow(environment)),
        ...inProgress.map(toUnreportedRow),
      ];
      for (const row of rows) {
        await tx(TABLE).insert(row).onConflict('stack_id').ignore();
      }
      await tx(TARGETS_TABLE).insert({ target }).onConflict('target').ignore();
    });
  }

  /** Returns the reported operations of a target by stack ARN. */
  async listByTarget(target: string): Promise<Map<string, ReportedOperation>> {
    const rows = await this.knex<Row>(TABLE).where({ target });
    return new Map(rows.map(row => [row.stack_id, fromRow(row)]));
  }

  /** Adds a stack of which no operation has been reported, unless it is stored already. */
  async track(environment: Environment): Promise<void> {
    await this.knex<Row>(TABLE)
      .insert(toUnreportedRow(environment))
      .onConflict('stack_id')
      .ignore();
  }

  /**
   * Marks the end of the last operation as reported.
   *
   * @returns the operation that was reported before; undefined if this end was reported already. Of several concurrent
   *   callers, one gets the former
   */
  async markReported(
    environment: Environment,
  ): Promise<ReportedOperation | undefined> {
    const row = toRow(environment);
    await this.track(environment);
    const before = await this.knex<Row>(TABLE)
      .where({ stack_id: row.stack_id })
      .first();
    if (!before) {
      return undefined;
    }
    const { operation_time, stack_status } = before;
    const changed = await this.knex<Row>(TABLE)
      .where({ stack_id: row.stack_id, operation_time, stack_status })
      .where(isOther =>
        isOther
          .whereNot({ stack_status: row.stack_status })
          .orWhereNot({ operation_time: row.operation_time }),
      )
      .update(row);
    return changed > 0 ? fromRow(before) : undefined;
  }

  /** Adds the owner to the row of an earlier release. */
  async addOwner({ stackId, owner }: Environment): Promise<void> {
    await this.knex<Row>(TABLE)
      .where({ stack_id: stackId })
      .whereNull('owner')
      .update({ owner });
  }

  /** Removes a stack that AWS no longer returns. */
  async remove(stackId: string): Promise<void> {
    await this.knex<Row>(TABLE).where({ stack_id: stackId }).delete();
  }

  /** Removes the stacks of a target whose deletion was reported more than a day ago. */
  async removeDeleted(target: string): Promise<void> {
    await this.knex<Row>(TABLE)
      .where({ target, stack_status: 'DELETE_COMPLETE' })
      .where('reported_at', '<', Date.now() - KEEP_DELETED_MS)
      .delete();
  }
}

function toRow(environment: Environment): Row {
  return {
    stack_id: environment.stackId,
    target: environment.target,
    stack_status: environment.stackStatus,
    operation_time: operationTime(environment),
    owner: environment.owner,
    rotated_at: environment.credentialsRotation?.requestedAt ?? null,
    reported_at: Date.now(),
  };
}

/** The row of a stack whose last operation is unreported: of one that is being changed, the creation counts as reported. */
function toUnreportedRow(environment: Environment): Row {
  const row = toRow(environment);
  const { isInProgress, operation } = StackStatus.of(environment.stackStatus);
  return isInProgress && operation === 'update'
    ? {
        ...row,
        stack_status: 'CREATE_COMPLETE',
        operation_time: environment.createdAt,
      }
    : { ...row, stack_status: '' };
}

function fromRow(row: Row): ReportedOperation {
  return {
    stackId: row.stack_id,
    stackStatus: row.stack_status,
    operationTime: row.operation_time,
    ...(row.owner !== null && { owner: row.owner }),
    ...(row.rotated_at !== null && { rotatedAt: row.rotated_at }),
  };
}
