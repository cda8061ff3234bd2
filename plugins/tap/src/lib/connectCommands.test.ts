/**
 * @jest-environment node
 */
/* eslint-disable no-restricted-imports -- a test in Node: the commands are run in a real shell */
import { execFileSync } from 'child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { connectCommands } from './connectCommands';
import { Connection } from './connection';

const sandbox: Connection = {
  endpoint: '127.0.0.1',
  port: '40123',
  database: 'app',
  secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-1',
  region: 'us-east-1',
  bastionInstanceId: 'i-0123',
  isLocal: true,
};

const aws: Connection = {
  ...sandbox,
  endpoint: 'db.abc.eu-central-1.rds.amazonaws.com',
  port: '5432',
  region: 'eu-central-1',
  isLocal: false,
};

describe('connectCommands', () => {
  let bin: string;

  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'tap-connect-'));
    script(
      'aws',
      `echo "aws $*" >&2; echo '{"password":"p-W_0.=x","dbname":"app","username":"tapadmin"}'`,
    );
    script('psql', 'echo "$PGUSER|$PGPASSWORD|$*"');
  });

  afterAll(() => rmSync(bin, { recursive: true }));

  function script(name: string, body: string) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  function run(code: string): string {
    return execFileSync('/bin/sh', ['-ec', code], {
      env: { PATH: `${bin}:${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  }

  it.each([
    ['the sandbox', sandbox],
    ['AWS', aws],
  ])('reads user and password out of the secret, for %s', (_, connection) => {
    const commands = connectCommands(connection);
    const { code } = commands[commands.length - 1];
    expect(run(code)).toMatch(/^tapadmin\|p-W_0\.=x\|host=/);
    expect(code).not.toContain('p-W_0');
  });

  it('goes straight to the database of the sandbox', () => {
    const [{ code }] = connectCommands(sandbox);
    expect(run(code)).toContain(
      '|host=127.0.0.1 port=40123 dbname=app sslmode=require',
    );
    expect(code).toContain('--endpoint-url "${AWS_ENDPOINT_URL:-http://');
  });

  it('goes through the bastion on AWS, and verifies the endpoint', () => {
    const [tunnel, , connect] = connectCommands(aws).map(({ code }) => code);
    expect(tunnel).toContain('--target i-0123');
    expect(tunnel).toContain('AWS-StartPortForwardingSessionToRemoteHost');
    expect(tunnel).toContain(
      `'{"host":["db.abc.eu-central-1.rds.amazonaws.com"],"portNumber":["5432"],"localPortNumber":["15432"]}'`,
    );
    expect(run(connect)).toContain(
      'host=db.abc.eu-central-1.rds.amazonaws.com hostaddr=127.0.0.1 port=15432 dbname=app sslmode=verify-full',
    );
  });
});
