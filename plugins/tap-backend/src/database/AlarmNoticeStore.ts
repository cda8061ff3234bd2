import { Knex } from 'knex';

const TABLE = 'alarm_notices';

interface Row {
  target: string;
  stack_id: string;
  alarm: string;
}

/** An alarm of which the owner has been notified. */
export interface NotifiedAlarm {
  target: string;
  stackId: string;
  /** Logical ID. */
  alarm: string;
}

/** Stores the alarms of which owners have been notified, so that of several replicas only one notifies of a change. */
export class AlarmNoticeStore {
  constructor(private readonly knex: Knex) {}

  /** @returns true for the one caller that adds it */
  async add(notified: NotifiedAlarm): Promise<boolean> {
    const inserted = await this.knex<Row>(TABLE)
      .insert(rowOf(notified))
      .onConflict(['stack_id', 'alarm'])
      .ignore()
      .returning('alarm');
    return inserted.length > 0;
  }

  /** @returns true for the one caller that removes it */
  async remove(notified: NotifiedAlarm): Promise<boolean> {
    const deleted = await this.knex<Row>(TABLE).where(rowOf(notified)).delete();
    return deleted > 0;
  }

  /** Those of the environments of a target. */
  async list(target: string): Promise<NotifiedAlarm[]> {
    const rows = await this.knex<Row>(TABLE).where({ target }).select();
    return rows.map(row => ({
      target,
      stackId: row.stack_id,
      alarm: row.alarm,
    }));
  }
}

function rowOf({ target, stackId, alarm }: NotifiedAlarm): Row {
  return { target, stack_id: stackId, alarm };
}
