import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range that the sandbox takes for its databases, and below those that systems take for connections
 * (ip_local_port_range of https://docs.kernel.org/networking/ip-sysctl.html): a program starts to listen seconds after its
 * port was chosen.
 */
const PORTS = [10_000, 15_000] as const;

/** A loopback port that is not in use: a random one, because programs choose theirs at the same time. */
export async function freePort(): Promise<number> {
  const port = randomInt(...PORTS);
  return (await isFree(port)) ? port : freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
