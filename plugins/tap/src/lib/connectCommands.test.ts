/**
 * @jest-environment node
 */
/* eslint-disable no-restricted-imports -- a test in Node: the commands are run in a real shell */
import { execFile, execFileSync } from 'child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer, IncomingMessage } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { connectCommands } from './connectCommands';
import { Connection } from './connection';

const sandbox: Connection = {
  endpoint: '127.0.0.1',
  port: '40123',
  database: 'app',
  secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:db-1',
  region: 'us-east-1',
  bastionInstanceId: 'i-0123',
  awsEndpoint: 'http://127.0.0.1:4577',
};

const aws: Connection = {
  ...sandbox,
  endpoint: 'db.abc.eu-central-1.rds.amazonaws.com',
  port: '5432',
  region: 'eu-central-1',
  awsEndpoint: undefined,
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
    const { code } = commands.find(command => /psql/.test(command.code))!;
    expect(run(code)).toMatch(/^tapadmin\|p-W_0\.=x\|host=/);
    expect(code).not.toContain('p-W_0');
  });

  it('goes straight to the database of the sandbox', () => {
    const [{ code }] = connectCommands(sandbox);
    expect(run(code)).toContain(
      '|host=127.0.0.1 port=40123 dbname=app sslmode=require',
    );
    expect(code).toContain('--endpoint-url http://127.0.0.1:4577 ');
  });

  it('reads the secret of the sandbox without the AWS CLI', async () => {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      request.pipe(response);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    try {
      const [, { code }] = connectCommands({
        ...sandbox,
        awsEndpoint: `http://127.0.0.1:${port}`,
      });
      const { stdout } = await promisify(execFile)('/bin/sh', ['-ec', code]);
      expect(JSON.parse(stdout)).toEqual({ SecretId: sandbox.secretArn });
      expect(requests[0].headers).toMatchObject({
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
        authorization: expect.stringMatching(
          /Credential=sandbox\/\d{8}\/us-east-1\/secretsmanager\/aws4_request/,
        ),
      });
    } finally {
      await new Promise(done => server.close(done));
    }
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
