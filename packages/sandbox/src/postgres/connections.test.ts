import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { parameterDefaults } from '@tap/aws-facts';
import { DatabaseProcess } from './DatabaseServers';
import {
  query,
  SMALL,
  TestServers,
  testServers,
} from './__testUtils__/databases';

jest.setTimeout(180_000);

const MAX_CONNECTIONS = 14;
const RESERVED = 9;

let kit: TestServers;

beforeAll(async () => {
  kit = await testServers();
});

afterAll(() => kit.dispose());

function start(
  majorVersion: number,
  parameters: Record<string, string> = {},
): Promise<DatabaseProcess> {
  // Only literal values: the formulas of the others need an instance class.
  const literal = Object.entries(
    parameterDefaults(`postgres${majorVersion}`),
  ).filter(([, value]) => !/[{(]/.test(value));
  return kit.servers.createPrimary(`pg${majorVersion}`, {
    ...SMALL,
    majorVersion,
    parameters: {
      ...Object.fromEntries(literal),
      ...SMALL.parameters,
      max_connections: String(MAX_CONNECTIONS),
      ...parameters,
    },
  });
}

function connect({ port }: DatabaseProcess, user: string, password: string) {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user,
    password,
    database: 'orders',
    ssl: { rejectUnauthorized: false },
  });
  return client.connect().then(() => client);
}

const VERSIONS = [15, 17];

it.each(VERSIONS)(
  '13.29 an application with PostgreSQL %s has max_connections without the nine that RDS reserves',
  async major => {
    const server = await start(major);
    await query(server, `CREATE ROLE clerk LOGIN PASSWORD 'ledger-7'`);
    const clients: Client[] = [];
    try {
      while (clients.length < MAX_CONNECTIONS - RESERVED) {
        clients.push(await connect(server, 'clerk', 'ledger-7'));
      }

      await expect(connect(server, 'clerk', 'ledger-7')).rejects.toThrow(
        /remaining connection slots are reserved/,
      );
    } finally {
      await Promise.all(clients.map(client => client.end()));
    }
  },
);

it('13.30 passwords that are stored as MD5 hashes are accepted by default, and not with rds.accepted_password_auth_method scram', async () => {
  const server = await start(16);
  const hash = createHash('md5').update('ledger-7clerk').digest('hex');
  await query(server, `CREATE ROLE clerk LOGIN PASSWORD 'md5${hash}'`);
  const asClerk = async () => {
    const client = await connect(server, 'clerk', 'ledger-7');
    await client.end();
  };

  await expect(asClerk()).resolves.toBeUndefined();
  await kit.servers.reconfigure(
    'pg16',
    { ...SMALL.parameters, 'rds.accepted_password_auth_method': 'scram' },
    { restart: false },
  );
  await expect(asClerk()).rejects.toThrow(/password authentication failed/);
});
