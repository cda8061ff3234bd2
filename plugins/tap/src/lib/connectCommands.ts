import { awsPartition } from '@tap/plugin-tap-common';
import { Connection } from './connection';
import { shellQuote } from './shellQuote';

/** Local port of the tunnel: not 5432, which a local PostgreSQL may use. */
const TUNNEL_PORT = '15432';

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
  const { endpoint, bastionInstanceId, port, database } = connection;
  const region = shellQuote(connection.region);
  const secretArn = shellQuote(connection.secretArn);
  // The certificate is the endpoint's, so the endpoint stays the host, and only its address is the tunnel's.
  const address = bastionInstanceId
    ? `hostaddr=127.0.0.1 port=${TUNNEL_PORT}`
    : `port=${port}`;
  return [
    ...(bastionInstanceId
      ? [tunnelCommand(connection, bastionInstanceId)]
      : []),
    {
      title: 'Fetch the certificates of Amazon RDS, once',
      code: `curl -fsSO ${awsPartition(connection.region).certificatesUrl}`,
    },
    {
      title: bastionInstanceId
        ? 'Connect, in a second terminal'
        : 'Connect, from a network that reaches the database',
      code: psqlCommand(
        `aws secretsmanager get-secret-value --region ${region} --secret-id ${secretArn} --query SecretString --output text`,
        `host=${endpoint} ${address} dbname=${database} sslmode=verify-full sslrootcert=global-bundle.pem`,
      ),
    },
  ];
}

function tunnelCommand(
  { endpoint, port, region }: Connection,
  bastionInstanceId: string,
): ConnectCommand {
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html
  const parameters = JSON.stringify({
    host: [endpoint],
    portNumber: [port],
    localPortNumber: [TUNNEL_PORT],
  });
  return {
    title: 'Open a tunnel through the bastion, and leave it running',
    code: [
      `aws ssm start-session --region ${shellQuote(region)}`,
      `  --target ${shellQuote(bastionInstanceId)}`,
      '  --document-name AWS-StartPortForwardingSessionToRemoteHost',
      `  --parameters ${shellQuote(parameters)}`,
    ].join(' \\\n'),
  };
}

function sandboxCommands(
  connection: Connection,
  endpointUrl: string,
): ConnectCommand[] {
  const { endpoint, port, database, secretArn } = connection;
  const region = shellQuote(connection.region);
  const awsEndpoint = shellQuote(endpointUrl);
  return [
    {
      title: 'Connect with psql',
      // The sandbox verifies no credentials, but the AWS CLI requires them.
      code: psqlCommand(
        `AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox aws --endpoint-url ${awsEndpoint} secretsmanager get-secret-value --region ${region} --secret-id ${shellQuote(
          secretArn,
        )} --query SecretString --output text`,
        `host=${endpoint} port=${port} dbname=${database} sslmode=require`,
      ),
    },
    {
      title: 'Or read user and password without the AWS CLI',
      code: [
        `curl -s ${awsEndpoint}`,
        `  --user sandbox:sandbox --aws-sigv4 ${shellQuote(
          `aws:amz:${connection.region}:secretsmanager`,
        )}`,
        `  -H 'Content-Type: application/x-amz-json-1.1'`,
        `  -H 'X-Amz-Target: secretsmanager.GetSecretValue'`,
        `  -d ${shellQuote(JSON.stringify({ SecretId: secretArn }))}`,
      ].join(' \\\n'),
    },
  ];
}

/**
 * Runs psql with user and password from the secret's JSON. The generated passwords contain neither quotes nor
 * backslashes, so sed can extract them; the command line contains no secret.
 */
function psqlCommand(readSecret: string, connectionString: string): string {
  return [
    `SECRET=$(${readSecret})`,
    `secret() { printf '%s' "$SECRET" | sed -n 's/.*"'"$1"'": *"\\([^"]*\\)".*/\\1/p'; }`,
    `PGUSER=$(secret username) PGPASSWORD=$(secret password) \\`,
    `  psql ${shellQuote(connectionString)}`,
  ].join('\n');
}
