import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ConfigReader } from '@backstage/config';
import { Sandbox } from '@tap/sandbox';
import { TestEndpoint } from '../__testUtils__/TestEndpoint';
import { readTargets } from '../config';
import { AwsClients, AwsTimeouts, createAwsClients } from './AwsClients';
import { isAccessRefused } from './accessRefused';
import { isTransient } from './awsErrors';

jest.setTimeout(60_000);

const ACCOUNT = '000000000000';

/** Longer than the jest timeout, so that only the timeout under test can end a call. */
const LONG = 600_000;
const LONG_TIMEOUTS: AwsTimeouts = {
  connection: LONG,
  request: LONG,
  socket: LONG,
  credentials: LONG,
};

/** One call of each client. Add one for each new client. */
const CALLS: Record<
  Exclude<keyof AwsClients, 'destroy' | 'load'>,
  (clients: AwsClients) => Promise<unknown>
> = {
  cloudFormation: ({ cloudFormation }) =>
    cloudFormation.send(new ListStacksCommand({})),
  cloudWatch: ({ cloudWatch }) =>
    cloudWatch.send(new DescribeAlarmsCommand({})),
  ec2: ({ ec2 }) =>
    ec2.call((client, sdk) => client.send(new sdk.DescribeVpcsCommand({}))),
  pricing: ({ pricing }) =>
    pricing.call((client, sdk) =>
      client.send(new sdk.GetProductsCommand({ ServiceCode: 'awskms' })),
    ),
  rds: ({ rds }) =>
    rds.call((client, sdk) =>
      client.send(
        new sdk.DescribeDBEngineVersionsCommand({ Engine: 'postgres' }),
      ),
    ),
  serviceQuotas: ({ serviceQuotas }) =>
    serviceQuotas.call((client, sdk) =>
      client.send(
        new sdk.GetServiceQuotaCommand({
          ServiceCode: 'vpc',
          QuotaCode: 'L-F678F1CE',
        }),
      ),
    ),
  ssm: ({ ssm }) =>
    ssm.call((client, sdk) =>
      client.send(
        new sdk.GetParameterCommand({
          Name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
        }),
      ),
    ),
};
const NAMES = Object.keys(CALLS) as Array<keyof typeof CALLS>;

describe('the timeouts of AWS clients', () => {
  let sandbox: Sandbox;
  let endpoint: TestEndpoint;
  const opened: AwsClients[] = [];

  beforeAll(async () => {
    sandbox = await Sandbox.start();
  });
  beforeEach(async () => {
    endpoint = await TestEndpoint.start(sandbox.url);
  });
  afterEach(async () => {
    opened.splice(0).forEach(one => one.destroy());
    delete process.env.AWS_ENDPOINT_URL_STS;
    await endpoint.stop();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  function clients(
    timeouts: Partial<AwsTimeouts>,
    facts: { account?: object; target?: object } = {},
  ): AwsClients {
    const config = new ConfigReader({
      ...(facts.account && { aws: { accounts: [facts.account] } }),
      tap: {
        targets: [
          {
            name: 'sandbox',
            accountId: ACCOUNT,
            region: 'us-east-1',
            ...(facts.target ?? { endpoint: endpoint.url }),
          },
        ],
      },
    } as any);
    const created = createAwsClients(readTargets(config)[0], config, {
      ...LONG_TIMEOUTS,
      ...timeouts,
    });
    opened.push(created);
    return created;
  }

  async function failure(call: Promise<unknown>): Promise<Error> {
    return call.then(
      () => {
        throw new Error('The call succeeded');
      },
      error => error,
    );
  }

  it.each(NAMES)('%s: a call without a response fails', async name => {
    endpoint.behave = () => 'silent';
    // Long enough for the endpoint to read the request, also on a busy machine.
    const error = await failure(CALLS[name](clients({ request: 1_000 })));
    expect(error.message).toMatch(/exceeded the configured 1000 ms/);
    expect(isTransient(error)).toBe(true);
    expect(endpoint.calls).toHaveLength(1);
  });

  it.each(NAMES)('%s: a call with a partial response fails', async name => {
    endpoint.behave = () => 'half-silent';
    const error = await failure(CALLS[name](clients({ socket: 100 })));
    expect(error.message).toMatch(/timed out after 100 ms of inactivity/);
    expect(isTransient(error)).toBe(true);
  });

  describe('the credentials of a role', () => {
    /** A target on AWS; the endpoint is used only for STS. */
    const credentials = (timeouts: Partial<AwsTimeouts> = {}) => {
      process.env.AWS_ENDPOINT_URL_STS = endpoint.url;
      return clients(timeouts, {
        account: {
          accountId: ACCOUNT,
          roleName: 'tap',
          accessKeyId: ACCOUNT,
          secretAccessKey: 'sandbox',
        },
        target: {
          serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/tap-cloudformation`,
        },
      }).cloudFormation.config.credentials;
    };

    it('fail if STS does not respond, and are requested again', async () => {
      endpoint.behave = () => 'silent';
      const provide = credentials({ credentials: 2_000 });
      const error = await failure(provide());
      expect(error.message).toBe('No credentials within 2000 ms');
      expect(isTransient(error)).toBe(true);
      expect(endpoint.of('AssumeRole')).toHaveLength(1);
      endpoint.behave = () => 'hand-on';
      await expect(provide()).resolves.toHaveProperty('sessionToken');
    });

    it('fail with a credentials error if STS rejects the request', async () => {
      sandbox.faults.add({
        kind: 'error',
        operation: '^AssumeRole$',
        code: 'ValidationError',
        message: 'The role ARN is not valid',
        httpStatus: 400,
      });
      const error = await failure(credentials()());
      sandbox.faults.clear();
      expect(error).toMatchObject({
        name: 'CredentialsProviderError',
        message: 'The role ARN is not valid',
      });
      expect(isAccessRefused(error)).toBe(true);
    });
  });
});
