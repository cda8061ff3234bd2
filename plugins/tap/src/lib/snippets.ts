import { TUNNEL_PORT, tunnelCommand } from './connectCommands';
import { connectScriptName } from './connectScript';
import { Connection } from './connection';
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
 * It is for clients in a network that can reach the database.
 */
export function connectionUri(connection: Connection): string {
  const { awsEndpoint, database, endpoint, port } = connection;
  return `postgresql://${endpoint}:${port}/${database}?sslmode=${
    awsEndpoint ? 'require' : 'verify-full&sslrootcert=global-bundle.pem'
  }`;
}

/**
 * Example code for each client. It reads user and password from the variables PGUSER and PGPASSWORD, so it contains no
 * secret. Every value has been validated and is quoted for its language.
 */
export function snippets(
  connection: Connection,
  options: SnippetOptions,
): Snippet[] {
  return [
    psql(options),
    nodeJs(connection),
    python(connection),
    java(connection),
    go(connection),
    kubernetes(connection, options),
    ...forwarding(connection),
    ...(options.iamAuthentication && !connection.awsEndpoint
      ? [iam(connection)]
      : []),
  ];
}

/** Where a client connects to: the tunnel if there is a bastion. */
function address({ bastionInstanceId, endpoint, port }: Connection) {
  return bastionInstanceId
    ? { host: '127.0.0.1', port: TUNNEL_PORT }
    : { host: endpoint, port };
}

/** A string literal of JavaScript, Python, Java and Go: validated values contain only printable ASCII. */
function literal(text: string): string {
  return JSON.stringify(text);
}

function psql({ suffix }: SnippetOptions): Snippet {
  return {
    id: 'psql',
    title: 'psql',
    note: 'Requires the AWS CLI and psql. Arguments are passed to psql.',
    code: `sh ${connectScriptName(suffix)} -c ${shellQuote(
      'select version()',
    )}`,
  };
}

function nodeJs(connection: Connection): Snippet {
  const { awsEndpoint, database, endpoint } = connection;
  const { host, port } = address(connection);
  const ssl = awsEndpoint
    ? '// The sandbox has a self-signed certificate.\n  ssl: { rejectUnauthorized: false },'
    : `ssl: {\n    ca: fs.readFileSync('global-bundle.pem', 'utf8'),\n    servername: ${literal(
        endpoint,
      )},\n  },`;
  return {
    id: 'nodejs',
    title: 'Node.js',
    note: 'Requires the package pg.',
    code: `${
      awsEndpoint ? '' : `const fs = require('node:fs');\n`
    }const { Client } = require('pg');

const client = new Client({
  host: ${literal(host)},
  port: ${port},
  database: ${literal(database)},
  user: process.env.PGUSER,
  password: process.env.PGPASSWORD,
  ${ssl}
});
client
  .connect()
  .then(() => client.query('select version()'))
  .then(({ rows }) => console.log(rows[0].version))
  .finally(() => client.end());`,
  };
}

function python(connection: Connection): Snippet {
  const { awsEndpoint, bastionInstanceId, database, endpoint } = connection;
  const { port } = address(connection);
  const lines = [
    `host=${literal(endpoint)},`,
    ...(bastionInstanceId ? ['hostaddr="127.0.0.1",'] : []),
    `port=${port},`,
    `dbname=${literal(database)},`,
    ...(awsEndpoint
      ? ['sslmode="require",']
      : ['sslmode="verify-full",', 'sslrootcert="global-bundle.pem",']),
  ];
  return {
    id: 'python',
    title: 'Python',
    note: 'Requires psycopg 3. User and password come from PGUSER and PGPASSWORD.',
    code: `import psycopg

with psycopg.connect(
${lines.map(line => `    ${line}`).join('\n')}
) as connection:
    print(connection.execute("select version()").fetchone()[0])`,
  };
}

/** JDBC and lib/pq have no separate address, so they cannot verify the host name through the tunnel. */
function sslMode({ awsEndpoint, bastionInstanceId }: Connection): string {
  if (awsEndpoint) {
    return 'require';
  }
  return bastionInstanceId ? 'verify-ca' : 'verify-full';
}

const NO_HOST_NAME =
  ' Through the tunnel, it verifies the certificate authority, but not the host name.';

function java(connection: Connection): Snippet {
  const { host, port } = address(connection);
  const mode = sslMode(connection);
  const root = connection.awsEndpoint ? '' : '&sslrootcert=global-bundle.pem';
  const url = `jdbc:postgresql://${host}:${port}/${connection.database}?sslmode=${mode}${root}`;
  return {
    id: 'java',
    title: 'Java',
    note: `Requires the PostgreSQL JDBC driver on the class path.${
      connection.bastionInstanceId ? NO_HOST_NAME : ''
    }`,
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
  const { host, port } = address(connection);
  const root = connection.awsEndpoint ? '' : ' sslrootcert=global-bundle.pem';
  const source = `host=${host} port=${port} dbname=${
    connection.database
  } sslmode=${sslMode(connection)}${root}`;
  return {
    id: 'go',
    title: 'Go',
    note: `Requires github.com/lib/pq. User and password come from PGUSER and PGPASSWORD.${
      connection.bastionInstanceId ? NO_HOST_NAME : ''
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

function kubernetes(
  { database, endpoint, port }: Connection,
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
          value: ${literal(endpoint)}
        - name: PGPORT
          value: ${literal(port)}
        - name: PGDATABASE
          value: ${literal(database)}
        - name: PGSSLMODE
          value: require
${reference('PGUSER', 'username')}
${reference('PGPASSWORD', 'password')}`,
  };
}

function forwarding(connection: Connection): Snippet[] {
  const { bastionInstanceId } = connection;
  if (!bastionInstanceId) {
    return [];
  }
  const note = `Requires the AWS CLI with the Session Manager plugin. The database is then at 127.0.0.1:${TUNNEL_PORT}.`;
  return [
    {
      id: 'ssm',
      title: 'SSM port forwarding',
      note,
      code: tunnelCommand(connection, bastionInstanceId),
    },
    {
      id: 'ssm-profile',
      title: 'SSM port forwarding with a profile',
      note: `${note} Replace my-profile with the name of your profile.`,
      code: tunnelCommand(connection, bastionInstanceId, 'my-profile'),
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.AWSCLI.PostgreSQL.html */
function iam(connection: Connection): Snippet {
  const { bastionInstanceId, database, endpoint, port, region } = connection;
  const reached = bastionInstanceId
    ? `hostaddr=127.0.0.1 port=${TUNNEL_PORT}`
    : `port=${port}`;
  return {
    id: 'iam',
    title: 'IAM authentication',
    note: 'Requires a database user with the role rds_iam, and an IAM identity with the permission rds-db:connect for it. Replace my_user. The token is valid for 15 minutes.',
    code: [
      `PGPASSWORD=$(aws rds generate-db-auth-token --region ${shellQuote(
        region,
      )} \\`,
      `  --hostname ${endpoint} --port ${port} --username my_user) \\`,
      `  psql ${shellQuote(
        `host=${endpoint} ${reached} dbname=${database} user=my_user sslmode=verify-full sslrootcert=global-bundle.pem`,
      )}`,
    ].join('\n'),
  };
}
