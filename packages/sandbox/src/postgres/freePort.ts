import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ranges that operating systems take outgoing ports from, so that a
 * database finds its port free again after a restart.
 */
const LOWEST = 15432;
const HIGHEST = 30000;

/** Whether nothing listens on a loopback port. */
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
 * Finds a loopback port for a database.
 *
 * @param taken - ports that are spoken for though nothing may listen there yet
 * @throws Error when a hundred attempts found none
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
