import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import { once } from 'node:events';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { readTargets } from '../config';
import { createAwsClients } from './AwsClients';

const ACCOUNT = '123456789012';

/** Clients of one target in an account whose credentials are configured. */
function clientsOf(target: object) {
  const config = new ConfigReader({
    aws: {
      accounts: [
        {
          accountId: ACCOUNT,
          accessKeyId: 'AKIAEXAMPLE',
          secretAccessKey: 'secret-of-the-account',
        },
      ],
    },
    tap: {
      targets: [
        {
          name: 'one',
          accountId: ACCOUNT,
          region: 'eu-central-1',
          ...target,
        },
      ],
    },
  });
  return createAwsClients(readTargets(config)[0], config);
}

describe('createAwsClients', () => {
  let server: Server | undefined;
  let clients: ReturnType<typeof clientsOf> | undefined;

  afterEach(async () => {
    clients?.destroy();
    if (server) {
      server.close();
      await once(server, 'close');
      server = undefined;
    }
  });

  it('never sends credentials of an account to the endpoint of the sandbox', async () => {
    const received: IncomingHttpHeaders[] = [];
    server = createServer((request, response) => {
      received.push(request.headers);
      response.writeHead(400).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    clients = clientsOf({ endpoint: `http://127.0.0.1:${port}` });

    await expect(
      clients.cloudFormation.send(new DescribeStacksCommand({})),
    ).rejects.toThrow();

    expect(received).toHaveLength(1);
    expect(received[0].authorization).toContain(`Credential=${ACCOUNT}/`);
    expect(received[0]).not.toHaveProperty('x-amz-security-token');
  });

  it("uses the account's credentials and the configured endpoints on AWS", async () => {
    clients = clientsOf({
      serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/tap-cloudformation`,
      serviceEndpoints: {
        rds: 'https://rds.vpce.example',
        ssm: 'https://ssm.vpce.example',
      },
    });
    const { cloudFormation, cloudWatch } = clients;
    const { client: ec2 } = clients.ec2.load();
    const { client: rds } = clients.rds.load();
    const { client: ssm } = clients.ssm.load();

    for (const { config } of [cloudFormation, cloudWatch, ec2, rds, ssm]) {
      await expect(config.credentials()).resolves.toMatchObject({
        accessKeyId: 'AKIAEXAMPLE',
      });
    }
    expect((await rds.config.endpoint?.())?.hostname).toBe('rds.vpce.example');
    expect((await ssm.config.endpoint?.())?.hostname).toBe('ssm.vpce.example');
    expect(cloudFormation.config.isCustomEndpoint).toBe(false);
    expect(ec2.config.isCustomEndpoint).toBe(false);
  });

  it('leaves no timer behind once it has credentials', async () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter(name => name === 'Timeout')
        .length;
    clients = clientsOf({
      serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/tap-cloudformation`,
    });
    const before = timers();
    await clients.cloudFormation.config.credentials();
    // Timers of other tests can end in the meantime.
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
