import { tunnelCommand, tunnelOf } from './connectCommands';
import { connectScriptName } from './connectScript';
import { Connection, DatabaseHost } from './connection';
import { nodeJsCode } from './nodeJsCode';
import { literal } from './literal';
import { shellQuote } from './shellQuote';

/** Example code for one client. */
export interface Snippet {
  id: string;
  title: string;
  /** What the code requires, or what it cannot do. */
  note: string;
  code: string;
}

/** What the snippets of an environment depend on. */
export interface SnippetOptions {
  suffix: string;
  /** Whether the databases of the size accept IAM authentication. */
  iamAuthentication: boolean;
}

/**
 * A connection URI without user and password (https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNSTRING-URIS).
 * It is for clients in a network that can reach the database. With several databases, it requires libpq 16 or later.
 */
export function connectionUri(connection: Connection): string {
  const { awsEndpoint, database, hosts } = connection;
  const options = [
    ...(hosts.length > 1
      ? ['target_session_attrs=prefer-standby', 'load_balance_hosts=random']
      : []),
    awsEndpoint
      ? 'sslmode=require'
      : 'sslmode=verify-full&sslrootcert=global-bundle.pem',
  ];
  return `postgresql://${addresses(hosts)}/${database}?${options.join('&')}`;
}

/**
 * Example code for each client. It reads user and password from the variables PGUSER and PGPASSWORD, so it contains no
 * secret. Every value has been validated and is quoted for its language.
 */
export function snippets(
  connection: Connection,
  options: SnippetOptions,
): Snippet[] {
  const { iamUser } = connection;
  return [
    psql(connection, options),
    nodeJs(connection),
    python(connection),
    java(connection),
    go(connection),
    kubernetes(connection, options),
    ...forwarding(connection),
    ...(options.iamAuthentication && !connection.awsEndpoint && iamUser
      ? [iam(connection, iamUser)]
      : []),
  ];
}

/** Where a client connects to: the tunnel if there is a bastion. */
function clientHosts(connection: Connection): DatabaseHost[] {
  const tunnel = tunnelOf(connection);
  return tunnel
    ? [{ endpoint: '127.0.0.1', port: tunnel.localPort }]
    : connection.hosts;
}

/** `host:port,host:port`, as libpq and JDBC write several databases in a URL. */
function addresses(hosts: DatabaseHost[]): string {
  return hosts.map(({ endpoint, port }) => `${endpoint}:${port}`).join(',');
}

function joined(hosts: DatabaseHost[], field: keyof DatabaseHost): string {
  return hosts.map(host => host[field]).join(',');
}

const BALANCED =
  ' It connects to a random read replica, or to the primary if none is available.';

function psql({ access }: Connection, { suffix }: SnippetOptions): Snippet {
  return {
    id: 'psql',
    title: 'psql',
    note: 'Requires the AWS CLI and psql. Arguments are passed to psql.',
    code: `sh ${connectScriptName(suffix, access)} -c ${shellQuote(
      'select version()',
    )}`,
  };
}

function nodeJs(connection: Connection): Snippet {
  const hosts = clientHosts(connection);
  return {
    id: 'nodejs',
    title: 'Node.js',
    note: `Requires the package pg.${hosts.length > 1 ? BALANCED : ''}`,
    code: nodeJsCode(connection, hosts),
  };
}

function python(connection: Connection): Snippet {
  const { awsEndpoint, database } = connection;
  const tunnel = tunnelOf(connection);
  const hosts = tunnel ? [tunnel.host] : connection.hosts;
  const isBalanced = hosts.length > 1;
  const lines = [
    `host=${literal(joined(hosts, 'endpoint'))},`,
    ...(tunnel
      ? ['hostaddr="127.0.0.1",', `port=${tunnel.localPort},`]
      : [`port=${literal(joined(hosts, 'port'))},`]),
    `dbname=${literal(database)},`,
    ...(isBalanced
      ? [
          'target_session_attrs="prefer-standby",',
          'load_balance_hosts="random",',
        ]
      : []),
    ...(awsEndpoint
      ? ['sslmode="require",']
      : ['sslmode="verify-full",', 'sslrootcert="global-bundle.pem",']),
  ];
  return {
    id: 'python',
    title: 'Python',
    // https://github.com/psycopg/psycopg/issues/1021
    note: `Requires psycopg ${
      isBalanced ? '3.2.6 or later with libpq 16 or later' : '3'
    }. User and password come from PGUSER and PGPASSWORD.${
      isBalanced ? BALANCED : ''
    }`,
    code: `import psycopg

with psycopg.connect(
${lines.map(line => `    ${line}`).join('\n')}
) as connection:
    print(connection.execute("select version()").fetchone()[0])`,
  };
}

/** JDBC has no separate address, so it cannot verify the host name through the tunnel. */
function jdbcSslMode({ awsEndpoint, bastionInstanceId }: Connection): string {
  if (awsEndpoint) {
    return 'require';
  }
  return bastionInstanceId ? 'verify-ca' : 'verify-full';
}

const NO_HOST_NAME =
  ' Through the tunnel, it verifies the certificate authority, but not the host name.';

function jdbcHostNote(connection: Connection, hosts: DatabaseHost[]): string {
  if (hosts.length > 1) {
    return BALANCED;
  }
  return connection.bastionInstanceId ? NO_HOST_NAME : '';
}

function java(connection: Connection): Snippet {
  const hosts = clientHosts(connection);
  const mode = jdbcSslMode(connection);
  const root = connection.awsEndpoint ? '' : '&sslrootcert=global-bundle.pem';
  // https://jdbc.postgresql.org/documentation/use/#connection-fail-over
  const balance =
    hosts.length > 1
      ? '&targetServerType=preferSecondary&loadBalanceHosts=true'
      : '';
  const url = `jdbc:postgresql://${addresses(hosts)}/${
    connection.database
  }?sslmode=${mode}${root}${balance}`;
  return {
    id: 'java',
    title: 'Java',
    note: `Requires the PostgreSQL JDBC driver on the class path.${jdbcHostNote(
      connection,
      hosts,
    )}`,
    code: `import java.sql.DriverManager;

public class Connect {
  public static void main(String[] args) throws Exception {
    try (var connection = DriverManager.getConnection(
            ${literal(url)},
            System.getenv("PGUSER"),
            System.getenv("PGPASSWORD"));
        var result = connection.createStatement().executeQuery("select version()")) {
      result.next();
      System.out.println(result.getString(1));
    }
  }
}`,
  };
}

function go(connection: Connection): Snippet {
  const { awsEndpoint, database } = connection;
  const tunnel = tunnelOf(connection);
  const hosts = tunnel ? [tunnel.host] : connection.hosts;
  const isBalanced = hosts.length > 1;
  const source = [
    `host=${joined(hosts, 'endpoint')}`,
    tunnel
      ? `hostaddr=127.0.0.1 port=${tunnel.localPort}`
      : `port=${joined(hosts, 'port')}`,
    `dbname=${database}`,
    awsEndpoint
      ? 'sslmode=require'
      : 'sslmode=verify-full sslrootcert=global-bundle.pem',
    ...(isBalanced
      ? ['target_session_attrs=prefer-standby load_balance_hosts=random']
      : []),
  ].join(' ');
  return {
    id: 'go',
    title: 'Go',
    // 1.11 has hostaddr, several hosts and load_balance_hosts: https://github.com/lib/pq/blob/master/CHANGELOG.md.
    // pgx: https://github.com/jackc/pgx/issues/2059
    note: `Requires github.com/lib/pq${
      tunnel || isBalanced ? ' 1.11 or later' : ''
    }${
      isBalanced ? ' (pgx does not know load_balance_hosts)' : ''
    }. User and password come from PGUSER and PGPASSWORD.${
      isBalanced ? BALANCED : ''
    }`,
    code: `package main

import (
	"database/sql"
	"fmt"
	"log"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open("postgres", ${literal(source)})
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	var version string
	if err := db.QueryRow("select version()").Scan(&version); err != nil {
		log.Fatal(err)
	}
	fmt.Println(version)
}`,
  };
}

/** https://www.postgresql.org/docs/17/libpq-envars.html */
const BALANCED_VARIABLES = `
        - name: PGTARGETSESSIONATTRS
          value: prefer-standby
        - name: PGLOADBALANCEHOSTS
          value: random`;

function kubernetes(
  { database, hosts }: Connection,
  { suffix }: SnippetOptions,
): Snippet {
  const reference = (
    variable: string,
    key: string,
  ) => `        - name: ${variable}
          valueFrom:
            secretKeyRef:
              name: ${suffix}-postgresql
              key: ${key}`;
  return {
    id: 'kubernetes',
    title: 'Kubernetes',
    note: `Requires a Secret ${suffix}-postgresql with the keys username and password, for example created by the External Secrets Operator, and a network that can reach the database.`,
    code: `apiVersion: v1
kind: Pod
metadata:
  name: ${suffix}-client
spec:
  restartPolicy: Never
  containers:
    - name: psql
      image: postgres:17
      command: [psql, -c, select version()]
      env:
        - name: PGHOST
          value: ${literal(joined(hosts, 'endpoint'))}
        - name: PGPORT
          value: ${literal(joined(hosts, 'port'))}
        - name: PGDATABASE
          value: ${literal(database)}
        - name: PGSSLMODE
          value: require${hosts.length > 1 ? BALANCED_VARIABLES : ''}
${reference('PGUSER', 'username')}
${reference('PGPASSWORD', 'password')}`,
  };
}

function forwarding(connection: Connection): Snippet[] {
  const { region } = connection;
  const tunnel = tunnelOf(connection);
  if (!tunnel) {
    return [];
  }
  const note = `Requires the AWS CLI with the Session Manager plugin. The database is then at 127.0.0.1:${tunnel.localPort}.`;
  return [
    {
      id: 'ssm',
      title: 'SSM port forwarding',
      note,
      code: tunnelCommand(region, tunnel),
    },
    {
      id: 'ssm-profile',
      title: 'SSM port forwarding with a profile',
      note: `${note} Replace my-profile with the name of your profile.`,
      code: tunnelCommand(region, tunnel, 'my-profile'),
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.AWSCLI.PostgreSQL.html */
function iam(connection: Connection, user: string): Snippet {
  const { database, hosts, region } = connection;
  const [{ endpoint, port }] = hosts;
  const tunnel = tunnelOf(connection);
  const reached = tunnel
    ? `hostaddr=127.0.0.1 port=${tunnel.localPort}`
    : `port=${port}`;
  return {
    id: 'iam',
    title: 'IAM authentication',
    note: `Requires an IAM identity with the permission rds-db:connect for the user ${user}. The token is valid for 15 minutes${
      hosts.length > 1
        ? ', and only for the endpoint that it was generated for'
        : ''
    }.`,
    code: [
      `PGPASSWORD=$(aws rds generate-db-auth-token --region ${shellQuote(
        region,
      )} \\`,
      `  --hostname ${endpoint} --port ${port} --username ${user}) \\`,
      `  psql ${shellQuote(
        `host=${endpoint} ${reached} dbname=${database} user=${user} sslmode=verify-full sslrootcert=global-bundle.pem`,
      )}`,
    ].join('\n'),
  };
}
