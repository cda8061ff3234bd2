import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, connect, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Tunnels } from './Tunnels';

/**
 * The port forwarding of `aws ssm start-session`; it exits when it receives
 * `end`.
 */
const AWS = `#!${process.execPath}
const { connect, createServer } = require('node:net');
const parameters = Object.fromEntries(
  process.argv.at(-1).split(',').map(item => item.split('=')),
);
createServer(socket => {
  const remote = connect(Number(parameters.portNumber), parameters.host);
  socket.on('error', () => remote.destroy());
  remote.on('error', () => socket.destroy());
  socket.on('data', data => String(data) === 'end' ? process.exit(0) : remote.write(data));
  remote.pipe(socket);
}).listen(Number(parameters.localPortNumber), '127.0.0.1');
`;

// The tunnel is polled every second.
jest.setTimeout(60_000);

describe('tunnels', () => {
  const before = process.env.PATH;
  let directory: string;
  let database: Server;
  let outputs: Record<string, string>;
  let tunnels: Tunnels;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'tap-tunnels-'));
    process.env.PATH = directory;
    database = createServer(socket =>
      socket.end('the database', () => socket.destroy()),
    );
    await new Promise<void>(resolve => {
      database.listen(0, '127.0.0.1', resolve);
    });
    const port = String((database.address() as AddressInfo).port);
    outputs = {
      Region: 'us-east-1',
      BastionInstanceId: 'i-1',
      DatabaseEndpoint: '127.0.0.1',
      DatabasePort: port,
      ReadReplica1Endpoint: '127.0.0.1',
      ReadReplica1Port: port,
    };
    tunnels = Tunnels.create(outputs);
  });
  afterEach(async () => {
    tunnels.close();
    process.env.PATH = before;
    await new Promise(resolve => database.close(resolve));
    rmSync(directory, { recursive: true });
  });

  const installAws = () => {
    const file = path.join(directory, 'aws');
    writeFileSync(file, AWS);
    chmodSync(file, 0o755);
  };

  it('uses the tunnel of a session, one per database', async () => {
    installAws();
    const primary = await tunnels.reach('primary');
    const replica = await tunnels.reach('replica');

    expect(String(primary.port)).not.toBe(outputs.DatabasePort);
    expect(replica.port).not.toBe(primary.port);
    expect(await answerOf(primary)).toBe('the database');
    expect(await tunnels.reach('primary')).toEqual(primary);
  });

  it('opens a new session after one has ended', async () => {
    installAws();
    const first = await tunnels.reach('primary');
    await answerOf(first, 'end').catch(() => undefined);
    let second = await tunnels.reach('primary');
    while (second.port === first.port) {
      await new Promise(resolve => setTimeout(resolve, 50));
      second = await tunnels.reach('primary');
    }

    expect(await answerOf(second)).toBe('the database');
  });

  it('connects to the database directly if no session can be opened', async () => {
    const direct = await tunnels.reach('primary');

    expect(direct).toEqual({
      host: '127.0.0.1',
      port: Number(outputs.DatabasePort),
    });
  });

  it('ends its sessions', async () => {
    installAws();
    const primary = await tunnels.reach('primary');
    tunnels.close();
    let refused = false;
    while (!refused) {
      refused = await answerOf(primary).then(
        () => false,
        ({ code }) => code === 'ECONNREFUSED',
      );
    }

    expect(refused).toBe(true);
  });
});

function answerOf(
  { host, port }: { host: string; port: number },
  request?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, host);
    socket.on('connect', () => request && socket.write(request));
    socket.on('data', data => (answer += data));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
