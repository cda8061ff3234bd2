import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import path from 'node:path';

import { AdminAddress, withAdmin } from './adminConnection';

/**
 * Directories whose contents a base backup omits:
 * https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA
 */
const EMPTY_DIRECTORIES = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'tablespace_map',
  'standby.signal',
]);

/** Input of a base backup. */
export interface BaseBackupRequest {
  source: AdminAddress;
  sourceDirectory: string;
  targetDirectory: string;
  /** Physical replication slot that retains WAL from here on. */
  slot: string;
  /** Called for every file and directory that is created. */
  own(file: string): Promise<void>;
}

/**
 * Copies the data directory of a running server for a replica. This is what
 * pg_basebackup does, which the npm packages do not include.
 *
 * @returns the content of the replica's `backup_label`
 */
export async function baseBackup(request: BaseBackupRequest): Promise<string> {
  return withAdmin(request.source, 'postgres', async client => {
    await client.query(
      `SELECT pg_create_physical_replication_slot($1, true)
       WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)`,
      [request.slot],
    );
    await client.query(`SELECT pg_backup_start('sandbox replica', true)`);
    await copyTree(request, '');
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(false)',
    );
    return rows[0].labelfile;
  });
}

/**
 * Drops the replication slot, so that the primary no longer retains WAL for it.
 */
export async function dropSlot(
  source: AdminAddress,
  slot: string,
): Promise<void> {
  await withAdmin(source, 'postgres', async client => {
    // The primary can notice the disconnected replica with a delay.
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { rowCount } = await client.query(
        `SELECT pg_drop_replication_slot(slot_name)
         FROM pg_replication_slots WHERE slot_name = $1 AND NOT active`,
        [slot],
      );
      const { rows } = await client.query(
        'SELECT FROM pg_replication_slots WHERE slot_name = $1',
        [slot],
      );
      if (rowCount !== 0 || rows.length === 0) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  });
}

async function copyTree(
  request: BaseBackupRequest,
  directory: string,
): Promise<void> {
  const target = path.join(request.targetDirectory, directory);
  await mkdir(target, { recursive: true, mode: 0o700 });
  await request.own(target);
  const source = path.join(request.sourceDirectory, directory);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const relative = path.join(directory, entry.name);
    if (entry.isDirectory() && isWanted(relative)) {
      await copyTree(request, relative);
    } else if (entry.isFile() && isWanted(relative)) {
      await copyIfThere(request, relative);
    }
  }
}

function isWanted(relative: string): boolean {
  const [top, ...rest] = relative.split(path.sep);
  const isInside = rest.length > 0 && EMPTY_DIRECTORIES.has(top);
  return !LEFT_OUT.has(relative) && !isInside;
}

/** A file can disappear while its server runs; WAL covers it. */
async function copyIfThere(
  request: BaseBackupRequest,
  relative: string,
): Promise<void> {
  const target = path.join(request.targetDirectory, relative);
  try {
    await copyFile(
      path.join(request.sourceDirectory, relative),
      target,
      constants.COPYFILE_FICLONE,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return;
    }
    throw error;
  }
  await request.own(target);
}
