import { Knex } from 'knex';

/** What can be done about an expiry. */
export type NoticeKind =
  | 'warned-48h'
  | 'warned-6h'
  | 'teardown'
  | 'failed'
  /** Was protected once, so that it needs a person. */
  | 'left';

/** Which expiry: a stack, and the time at which it said that it would expire. */
export interface Expiry {
  stackId: string;
  /** ISO 8601. */
  expiresAt: string;
}

const TABLE = 'expiry_notices';

interface Row {
  stack_id: string;
  expires_at: string;
  kind: string;
  /** Milliseconds since 1970; PostgreSQL's driver gives a string. */
  done_at: number | string;
}

/** Remembers what was done about expiries, so that each thing is done by one replica only. */
export class NoticeStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): NoticeStore {
    return new NoticeStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Takes it on to do something. One statement decides, so that nothing can come between a look and an insert.
   *
   * @param now - milliseconds since 1970
   * @returns whether it is ours to do: of several that call, one gets true
   */
  async claim(expiry: Expiry, kind: NoticeKind, now: number): Promise<boolean> {
    const key = keyOf(expiry, kind);
    const inserted = await this.#knex<Row>(TABLE)
      .insert({ ...key, done_at: now })
      .onConflict(Object.keys(key))
      .ignore()
      // The inserted rows; without it knex answers differently on each database, and on SQLite no number of rows.
      .returning('kind');
    return inserted.length > 0;
  }

  /**
   * Takes it on to do something once more, after a while.
   *
   * @param now - milliseconds since 1970
   * @param afterMs - how long ago it must have been done, in milliseconds
   * @returns whether it is ours to do again
   */
  async claimAgain(
    expiry: Expiry,
    kind: NoticeKind,
    options: { now: number; afterMs: number },
  ): Promise<boolean> {
    const changed = await this.#knex<Row>(TABLE)
      .where(keyOf(expiry, kind))
      .where('done_at', '<=', options.now - options.afterMs)
      .update({ done_at: options.now });
    return changed > 0;
  }

  /** Gives back what could not be done. */
  async release(expiry: Expiry, kind: NoticeKind): Promise<void> {
    await this.#knex<Row>(TABLE).where(keyOf(expiry, kind)).delete();
  }

  /**
   * Forgets what was done long ago.
   *
   * @param time - milliseconds since 1970
   */
  async forgetBefore(time: number): Promise<void> {
    await this.#knex<Row>(TABLE).where('done_at', '<', time).delete();
  }
}

function keyOf(
  { stackId, expiresAt }: Expiry,
  kind: NoticeKind,
): Pick<Row, 'stack_id' | 'expires_at' | 'kind'> {
  return { stack_id: stackId, expires_at: expiresAt, kind };
}
