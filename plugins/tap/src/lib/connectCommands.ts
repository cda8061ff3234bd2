import { awsPartition } from '@tap/plugin-tap-common';
import { Connection, DatabaseHost } from './connection';
import { shellQuote } from './shellQuote';

/** A port forwarding session of Session Manager, which leads to one database. */
export interface Tunnel {
  instanceId: string;
  host: DatabaseHost;
  /** Not 5432, which a local PostgreSQL may use. The tunnels to primary and replica can be open at the same time. */
  localPort: '15432' | '15433';
}

/** The tunnel of a connection: to the first database that clients try. Undefined on the sandbox and without a bastion. */
export function tunnelOf({
  awsEndpoint,
  bastionInstanceId,
  hosts,
}: Connection): Tunnel | undefined {
  return bastionInstanceId && !awsEndpoint
    ? {
        instanceId: bastionInstanceId,
        host: hosts[0],
        localPort: hosts.length === 1 ? '15432' : '15433',
      }
    : undefined;
}

/** A command with its purpose. */
export interface ConnectCommand {
  title: string;
  code: string;
}

/**
 * The commands that open a psql prompt, in order. They need the AWS CLI, psql and a POSIX shell. Every value is quoted
 * for the shell.
 */
export function connectCommands(connection: Connection): ConnectCommand[] {
  return connection.awsEndpoint
    ? sandboxCommands(connection, connection.awsEndpoint)
    : awsCommands(connection);
}

function awsCommands(connection: Connection): ConnectCommand[] {
  const { region } = connection;
  const tunnel = tunnelOf(connection);
  return [
    ...(tunnel
      ? [
          {
            title: 'Open a tunnel through the bastion, and leave it running',
            code: tunnelCommand(region, tunnel),
          },
        ]
      : []),
    {
      title: 'Download the certificates of Amazon RDS, once',
      code: certificatesCommand(region),
    },
    {
      title: tunnel
        ? 'Connect, in a second terminal'
        : 'Connect, from a network that can reach the database',
      code: psqlCommand(connection),
    },
  ];
}

function sandboxCommands(
  connection: Connection,
  endpointUrl: string,
): ConnectCommand[] {
  return [
    { title: 'Connect with psql', code: psqlCommand(connection) },
    {
      title: 'Or read user and password without the AWS CLI',
      code: [
        `curl -s ${shellQuote(endpointUrl)}`,
        `  --user sandbox:sandbox --aws-sigv4 ${shellQuote(
          `aws:amz:${connection.region}:secretsmanager`,
        )}`,
        `  -H 'Content-Type: application/x-amz-json-1.1'`,
        `  -H 'X-Amz-Target: secretsmanager.GetSecretValue'`,
        `  -d ${shellQuote(
          JSON.stringify({ SecretId: connection.secretArn }),
        )}`,
      ].join(' \\\n'),
    },
  ];
}

/** Downloads the certificates of Amazon RDS to `global-bundle.pem`. */
export function certificatesCommand(region: string): string {
  return `curl -fsSO ${awsPartition(region).certificatesUrl}`;
}

/**
 * Forwards the local port of a tunnel to the database until it is interrupted
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html).
 *
 * @param profile - name of a profile of the AWS CLI
 */
export function tunnelCommand(
  region: string,
  { host, instanceId, localPort }: Tunnel,
  profile?: string,
): string {
  const parameters = JSON.stringify({
    host: [host.endpoint],
    portNumber: [host.port],
    localPortNumber: [localPort],
  });
  return [
    `aws ssm start-session --region ${shellQuote(region)}${
      profile === undefined ? '' : ` --profile ${shellQuote(profile)}`
    }`,
    `  --target ${shellQuote(instanceId)}`,
    '  --document-name AWS-StartPortForwardingSessionToRemoteHost',
    `  --parameters ${shellQuote(parameters)}`,
  ].join(' \\\n');
}

/** Prints the secret of the database as JSON. */
export function secretCommand(connection: Connection): string {
  const { awsEndpoint, secretArn } = connection;
  // The sandbox verifies no credentials, but the AWS CLI requires them.
  const aws = awsEndpoint
    ? `AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox aws --endpoint-url ${shellQuote(
        awsEndpoint,
      )}`
    : 'aws';
  return `${aws} secretsmanager get-secret-value --region ${shellQuote(
    connection.region,
  )} --secret-id ${shellQuote(secretArn)} --query SecretString --output text`;
}

/**
 * The connection string of libpq 14 or later, without user and password
 * (https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS). libpq tries the databases in
 * their order.
 */
export function connectionString(connection: Connection): string {
  const { awsEndpoint, database } = connection;
  const tunnel = tunnelOf(connection);
  const hosts = tunnel ? [tunnel.host] : connection.hosts;
  const list = (field: keyof DatabaseHost) =>
    hosts.map(host => host[field]).join(',');
  return [
    `host=${list('endpoint')}`,
    // The certificate is the endpoint's, so the endpoint stays the host, and only its address is the tunnel's.
    tunnel
      ? `hostaddr=127.0.0.1 port=${tunnel.localPort}`
      : `port=${list('port')}`,
    `dbname=${database}`,
    ...(hosts.length > 1 ? ['target_session_attrs=prefer-standby'] : []),
    awsEndpoint
      ? 'sslmode=require'
      : 'sslmode=verify-full sslrootcert=global-bundle.pem',
  ].join(' ');
}

/**
 * Reads user and password from the JSON of the secret. The generated passwords contain neither quotes nor backslashes, so
 * sed can extract them; the command line contains no secret.
 */
export function secretVariables(connection: Connection): string[] {
  return [
    `SECRET=$(${secretCommand(connection)})`,
    `secret() { printf '%s' "$SECRET" | sed -n 's/.*"'"$1"'": *"\\([^"]*\\)".*/\\1/p'; }`,
  ];
}

/** Runs psql with user and password from the secret. */
function psqlCommand(connection: Connection): string {
  return [
    ...secretVariables(connection),
    `PGUSER=$(secret username) PGPASSWORD=$(secret password) \\`,
    `  psql ${shellQuote(connectionString(connection))}`,
  ].join('\n');
}
