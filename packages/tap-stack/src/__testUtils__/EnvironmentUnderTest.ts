import { Client } from 'pg';

/** A database of the environment, as the scenarios ask for it. */
export type DatabaseName = 'primary' | 'replica';

/** An environment that is up, in the sandbox or in a real account. */
export interface EnvironmentUnderTest {
  stackName: string;
  region: string;
  /** Of every AWS service; undefined for AWS itself. */
  endpoint: string | undefined;
  outputs: Record<string, string>;
  /** Where a database can be reached from here. */
  reach(database: DatabaseName): Promise<{ host: string; port: number }>;
  /** Ends what `reach` has begun. */
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

/** How a client connects. */
export interface ConnectOptions {
  tls?: boolean;
  /** A tunnel or a database may need a moment. */
  attempts?: number;
}

/**
 * Connects as the owner of the database, trying again while nobody answers.
 *
 * TLS is asked for, the server's name is not checked: through a tunnel it is
 * this machine's.
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
  // Whoever awaits a query is told of a lost connection; this is for the rest.
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
