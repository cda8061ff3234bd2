import { DatabaseSync } from 'node:sqlite';
import { basename } from 'node:path';
import { Evidence } from './SecretSearch';

/**
 * The contents of an SQLite database, including its write-ahead log, by table and column.
 *
 * @param path - path of the database file; another process can have it open
 */
export function readSqlite(path: string): Evidence[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    // The portal can be writing at the same time.
    database.exec('pragma busy_timeout = 10000');
    const tables = database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map(({ name }) => String(name));
    return tables.flatMap(table => {
      const rows = database.prepare(`select * from "${table}"`).all();
      return rows.flatMap(row =>
        Object.entries(row)
          .filter(([, value]) => value !== null)
          .map(([column, value]) => ({
            where: `${basename(path)} ${table}.${column}`,
            text:
              value instanceof Uint8Array
                ? Buffer.from(value).toString('latin1')
                : String(value),
          })),
      );
    });
  } finally {
    database.close();
  }
}
