import { Client } from 'pg';

/** The databases of an environment that the scenarios use. */
export type DatabaseName = 'primary' | 'replica';

/** A deployed environment, in the sandbox or in an AWS account. */
export interface EnvironmentUnderTest {
  stackName: string;
  region: string;
  /** Endpoint of all AWS services; undefined for AWS. */
  endpoint: string | undefined;
  outputs: Record<string, string>;
  /** Host and port under which a database can be reached from this machine. */
  reach(database: DatabaseName): Promise<{ host: string; port: number }>;
  /** Closes what `reach` has opened. */
  close(): Promise<void>;
}

/** 57P03: the server is starting up, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', '57P03'];

/** Credentials in the environment's secret. */
export interface DatabaseCredentials {
  username: string;
  password: string;
  dbname?: string;
}

/** Connection settings of a client. */
export interface ConnectOptions {
  tls?: boolean;
  /** A tunnel or a database can be temporarily unavailable. */
  attempts?: number;
}

/**
 * Connects as the master user and retries while the connection is refused.
 *
 * TLS is required, but the host name is not verified: through a tunnel it is
 * localhost.
 */
export async function connect(
  environment: EnvironmentUnderTest,
  database: DatabaseName,
  credentials: DatabaseCredentials,
  { tls = true, attempts = 5 }: ConnectOptions = {},
): Promise<Client> {
  const client = new Client({
    ...(await environment.reach(database)),
    user: credentials.username,
    password: credentials.password,
    database: environment.outputs.DatabaseName,
    ssl: tls ? { rejectUnauthorized: false } : false,
    connectionTimeoutMillis: 10_000,
  });
  // Queries reject on a lost connection; this handles idle connections.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (attempts > 1 && isUnreachable(error)) {
      await new Promise(resolve => setTimeout(resolve, 1_000));
      return connect(environment, database, credentials, {
        tls,
        attempts: attempts - 1,
      });
    }
    throw error;
  }
}

function isUnreachable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    UNREACHABLE.includes(code ?? '') || /terminated|timeout/.test(message ?? '')
  );
}
