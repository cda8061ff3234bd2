import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ephemeral port ranges of operating systems, so that a database
 * finds its port free after a restart.
 */
const LOWEST = 15432;
const HIGHEST = 30000;

/** Whether no process listens on a loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/**
 * Finds a free loopback port for a database.
 *
 * @param taken - ports that are reserved although no process listens on them
 *   yet
 * @throws Error after a hundred failed attempts
 */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!taken.has(port) && (await isFree(port))) {
      return port;
    }
  }
  throw new Error(
    `No free port on 127.0.0.1 between ${LOWEST} and ${HIGHEST} after 100 attempts`,
  );
}
