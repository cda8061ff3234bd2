import { Environment, operationTime } from '@tap/plugin-tap-common';
import { Knex } from 'knex';

/** The end of an operation that was told of a stack. */
export interface Told {
  stackId: string;
  /** Empty where nothing has been told yet. */
  stackStatus: string;
  /** When that operation began, ISO 8601. */
  operationTime: string;
}

interface Row {
  stack_id: string;
  target: string;
  stack_status: string;
  operation_time: string;
  /** Milliseconds since 1970; PostgreSQL's driver gives a string. */
  told_at: number | string;
}

const TABLE = 'told_environments';

/**
 * What is gone is remembered for this long, in milliseconds: DescribeStacks is eventually consistent and may tell of it for a
 * while.
 */
const REMEMBER_GONE_MS = 24 * 3_600_000;

/** Remembers which ends of operations were told, so that each is told once, whoever notices it. */
export class ToldStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ToldStore {
    return new ToldStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Whether the target's environments have been seen before. */
  async knowsTarget(target: string): Promise<boolean> {
    const row = await this.#knex('told_targets').where({ target }).first();
    return row !== undefined;
  }

  /**
   * Takes all environments of a target as they are, as if everything had been told: what had happened before the
   * portal's database was made is no news.
   */
  async setBaseline(
    target: string,
    atRest: Environment[],
    underWay: Environment[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      const rows = [
        ...atRest.map(environment => toRow(environment)),
        ...underWay.map(untold),
      ];
      for (const row of rows) {
        await tx(TABLE).insert(row).onConflict('stack_id').ignore();
      }
      await tx('told_targets').insert({ target }).onConflict('target').ignore();
    });
  }

  /** What was told of a target's stacks, by their ARNs. */
  async ofTarget(target: string): Promise<Map<string, Told>> {
    const rows = await this.#knex<Row>(TABLE).where({ target });
    return new Map(
      rows.map(row => [
        row.stack_id,
        {
          stackId: row.stack_id,
          stackStatus: row.stack_status,
          operationTime: row.operation_time,
        },
      ]),
    );
  }

  /** Notes that there is such a stack, of which nothing has been told. */
  async see(environment: Environment): Promise<void> {
    await this.#knex<Row>(TABLE)
      .insert(untold(environment))
      .onConflict('stack_id')
      .ignore();
  }

  /**
   * Notes that the end of an operation is told now.
   *
   * @returns whether it is news: of several that call at once, one gets true
   */
  async tell(environment: Environment): Promise<boolean> {
    const row = toRow(environment);
    await this.see(environment);
    const changed = await this.#knex<Row>(TABLE)
      .where({ stack_id: environment.stackId })
      .where(isOther =>
        isOther
          .whereNot({ stack_status: row.stack_status })
          .orWhereNot({ operation_time: row.operation_time }),
      )
      .update(row);
    return changed > 0;
  }

  /** Forgets a stack that AWS itself knows no more. */
  async forget(stackId: string): Promise<void> {
    await this.#knex<Row>(TABLE).where({ stack_id: stackId }).delete();
  }

  /** Forgets the stacks of a target that have been gone for a day. */
  async forgetGone(target: string): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ target, stack_status: 'DELETE_COMPLETE' })
      .where('told_at', '<', Date.now() - REMEMBER_GONE_MS)
      .delete();
  }
}

function toRow(environment: Environment): Row {
  return {
    stack_id: environment.stackId,
    target: environment.target,
    stack_status: environment.stackStatus,
    operation_time: operationTime(environment),
    told_at: Date.now(),
  };
}

function untold(environment: Environment): Row {
  return { ...toRow(environment), stack_status: '' };
}
