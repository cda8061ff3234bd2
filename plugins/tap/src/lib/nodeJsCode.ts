import { Connection, DatabaseHost } from './connection';
import { literal } from './literal';

/**
 * Example code for the package pg, which connects to one host only: with several databases, the code tries them itself.
 *
 * @param connection - validated connection data
 * @param hosts - where clients connect to, the primary last
 */
export function nodeJsCode(
  connection: Connection,
  hosts: DatabaseHost[],
): string {
  const requires = [
    ...(connection.awsEndpoint ? [] : [`const fs = require('node:fs');`]),
    `const { Client } = require('pg');`,
  ];
  const connect =
    hosts.length > 1
      ? severalHosts(connection, hosts)
      : oneHost(connection, hosts[0]);
  return `${requires.join('\n')}\n\n${connect}`;
}

function oneHost(
  connection: Connection,
  { endpoint, port }: DatabaseHost,
): string {
  return `const client = new Client({
  host: ${literal(endpoint)},
  port: ${port},
${options(connection, literal(connection.hosts[0].endpoint), '  ')}
});
client
  .connect()
  .then(() => client.query('select version()'))
  .then(({ rows }) => console.log(rows[0].version))
  .finally(() => client.end());`;
}

function severalHosts(connection: Connection, hosts: DatabaseHost[]): string {
  const entry = ({ endpoint, port }: DatabaseHost) =>
    `{ host: ${literal(endpoint)}, port: ${port} }`;
  const replicas = hosts.slice(0, -1);
  return `const replicas = [
${replicas.map(host => `  ${entry(host)},`).join('\n')}
];
const primary = ${entry(hosts[hosts.length - 1])};

async function connect() {
  const start = Math.floor(Math.random() * replicas.length);
  const rotated = [...replicas.slice(start), ...replicas.slice(0, start)];
  for (const { host, port } of [...rotated, primary]) {
    const client = new Client({
      host,
      port,
${options(connection, 'host', '      ')}
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      console.warn(\`\${host}: \${error.message}\`);
    }
  }
  throw new Error('No database is available');
}

connect().then(async client => {
  const { rows } = await client.query('select version()');
  console.log(rows[0].version);
  await client.end();
});`;
}

function options(
  { awsEndpoint, database }: Connection,
  serverName: string,
  indent: string,
): string {
  const ssl = awsEndpoint
    ? [
        '// The sandbox has a self-signed certificate.',
        'ssl: { rejectUnauthorized: false },',
      ]
    : [
        'ssl: {',
        `  ca: fs.readFileSync('global-bundle.pem', 'utf8'),`,
        `  servername: ${serverName},`,
        '},',
      ];
  return [
    `database: ${literal(database)},`,
    'user: process.env.PGUSER,',
    'password: process.env.PGPASSWORD,',
    ...ssl,
  ]
    .map(line => `${indent}${line}`)
    .join('\n');
}
