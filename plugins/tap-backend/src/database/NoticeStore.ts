import { Knex } from 'knex';

/** An action on an expiry. */
export type NoticeKind =
  | 'warned-48h'
  | 'warned-6h'
  | 'teardown'
  | 'failed'
  /** The environment was protected before, so its owner has to decide. */
  | 'left';

/** Identifies an expiry: the stack and its expiry time. */
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
  /** Milliseconds since 1970; the PostgreSQL driver returns a string. */
  done_at: number | string;
}

/** Stores the actions on expiries, so that only one replica takes each. */
export class NoticeStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Claims an action, in a single statement so that concurrent callers cannot both claim it.
   *
   * @param now - milliseconds since 1970
   * @returns whether the caller has claimed it: of several callers, one gets true
   */
  async claim(expiry: Expiry, kind: NoticeKind, now: number): Promise<boolean> {
    const key = keyOf(expiry, kind);
    const inserted = await this.knex<Row>(TABLE)
      .insert({ ...key, done_at: now })
      .onConflict(Object.keys(key))
      .ignore()
      // Returns the inserted rows. Without it the result of knex depends on the database; SQLite returns no row count.
      .returning('kind');
    return inserted.length > 0;
  }

  /**
   * Claims an action again after some time.
   *
   * @param options.now - milliseconds since 1970
   * @param options.afterMs - minimum time since the last claim, in milliseconds
   * @returns whether the caller has claimed it
   */
  async claimAgain(
    expiry: Expiry,
    kind: NoticeKind,
    options: { now: number; afterMs: number },
  ): Promise<boolean> {
    const changed = await this.knex<Row>(TABLE)
      .where(keyOf(expiry, kind))
      .where('done_at', '<=', options.now - options.afterMs)
      .update({ done_at: options.now });
    return changed > 0;
  }

  /** Releases a claim on an action that failed. */
  async release(expiry: Expiry, kind: NoticeKind): Promise<void> {
    await this.knex<Row>(TABLE).where(keyOf(expiry, kind)).delete();
  }

  /**
   * Removes the actions before a time.
   *
   * @param time - milliseconds since 1970
   */
  async removeBefore(time: number): Promise<void> {
    await this.knex<Row>(TABLE).where('done_at', '<', time).delete();
  }
}

function keyOf(
  { stackId, expiresAt }: Expiry,
  kind: NoticeKind,
): Pick<Row, 'stack_id' | 'expires_at' | 'kind'> {
  return { stack_id: stackId, expires_at: expiresAt, kind };
}
