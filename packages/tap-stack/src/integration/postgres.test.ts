import os from 'node:os';
import { parameterAmount } from '@tap/aws-facts';
import { startPostgres } from '@tap/sandbox';
import { Client } from 'pg';
import { databaseMemoryBytes, ENGINE_MAJOR_VERSIONS, SIZES } from '..';
import {
  pairsOf,
  propertiesOf,
  SIZE_NAMES,
  templateOf,
} from '../__testUtils__/shapes';

jest.setTimeout(120_000);

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const PAGE = 8 * 1024;

/**
 * PostgreSQL maps its shared buffers at start. If a class has more memory than
 * a quarter of this machine's, its memory is scaled down by an integer factor,
 * which keeps units and proportions.
 */
function scaledMemory(bytes: number): number {
  const factor = Math.max(1, Math.ceil(bytes / (os.totalmem() / 4)));
  return Math.floor(bytes / factor);
}

/** Setting, its share of memory, and its minimum in bytes. */
const INTENDED: Array<[string, number, number]> = [
  ['shared_buffers', 1 / 4, 0],
  ['effective_cache_size', 1 / 2, 0],
  ['work_mem', 1 / 1280, 4 * MIB],
  ['maintenance_work_mem', 1 / 64, 64 * MIB],
  ['autovacuum_work_mem', 1 / 64, 64 * MIB],
];

describe('parameter group', () => {
  it.each(pairsOf(ENGINE_MAJOR_VERSIONS, SIZE_NAMES))(
    'of PostgreSQL %s is accepted and in force, on %s',
    async (major, size) => {
      const memory = scaledMemory(databaseMemoryBytes(SIZES[size]));
      const group: Record<string, string> = propertiesOf(
        templateOf({ size, engineVersion: major }),
        'ParameterGroup',
      ).Parameters;
      const parameters = Object.fromEntries(
        Object.entries(group).map(([name, value]) => {
          const amount = parameterAmount(value, {
            DBInstanceClassMemory: memory,
            AllocatedStorage: SIZES[size].storageGiB * GIB,
          });
          return [name, amount === undefined ? value : String(amount)];
        }),
      );
      const server = await startPostgres({
        majorVersion: Number(major),
        parameters,
      });
      try {
        const settings = await settingsOf(server);

        for (const [name, share, minimum] of INTENDED) {
          const intended = Math.max(memory * share, minimum);
          // Whole pages, or whole kB.
          expect([
            name,
            Math.abs(settings.bytes[name] - intended) <= PAGE,
          ]).toEqual([name, true]);
        }
        // What only RDS knows is kept as it is; npm's PostgreSQL has no pgAudit.
        const known = Object.entries({
          ...parameters,
          shared_preload_libraries: 'pg_stat_statements,auto_explain',
        }).filter(([name]) => !name.includes('.'));
        for (const [name, value] of known) {
          expect([name, settings.own[name]]).toEqual([
            name,
            asPostgresTells(value, settings.types[name]),
          ]);
        }
        expect(settings.bytes.wal_buffers).toBe(16 * MIB);
        expect(settings.bytes.max_wal_size).toBe(
          Math.min(SIZES[size].storageGiB / 20, 8) * GIB,
        );
        expect(settings.bytes.min_wal_size).toBe(1024 * MIB);
        expect(settings.values).toMatchObject({
          max_connections: String(
            Math.min(500, Math.max(50, Math.trunc(memory / (20 * MIB)))),
          ),
          log_parameter_max_length: '0',
          log_statement: 'none',
          hot_standby_feedback: 'on',
          max_standby_streaming_delay: '30s',
          idle_in_transaction_session_timeout: '10min',
          log_min_duration_statement: '1s',
          checkpoint_timeout: '15min',
          random_page_cost: '1.1',
          jit: 'off',
          ssl_min_protocol_version: 'TLSv1.2',
        });
        expect(settings.pendingRestart).toEqual([]);
      } finally {
        await server.stop();
      }
    },
  );
});

/**
 * RDS uses 1 and 0 where PostgreSQL uses on and off; all other values are the
 * same.
 */
function asPostgresTells(value: string, type: string): string {
  return type === 'bool' ? { 0: 'off', 1: 'on' }[value] ?? value : value;
}

async function settingsOf(server: {
  port: number;
  user: string;
  password: string;
  database: string;
}) {
  const client = new Client({
    host: '127.0.0.1',
    ...server,
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT name, current_setting(name) AS value, pending_restart,
              setting, vartype,
              CASE WHEN unit IN ('8kB', 'kB', 'MB')
                   THEN pg_size_bytes(current_setting(name)) END AS bytes
       FROM pg_settings`,
    );
    return {
      values: Object.fromEntries(rows.map(row => [row.name, row.value])),
      // In the unit of the parameter, as in RDS.
      own: Object.fromEntries(rows.map(row => [row.name, row.setting])),
      types: Object.fromEntries(rows.map(row => [row.name, row.vartype])),
      bytes: Object.fromEntries(rows.map(row => [row.name, Number(row.bytes)])),
      pendingRestart: rows.filter(row => row.pending_restart),
    };
  } finally {
    await client.end();
  }
}
