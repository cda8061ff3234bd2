import { ConfigReader } from '@backstage/config';
import { IamOptions, Sandbox } from '@tap/sandbox';
import { mockLogger } from './__testUtils__/mockLogger';
import { sandboxIam } from '../dev/iam/sandboxIam';
import type {
  AccountReport,
  Finding,
} from '../dev/verifyAccount/AccountReport';
import { liveOnce } from '../dev/verifyAccount/liveOnce';
import { reportText } from '../dev/verifyAccount/reportText';
import { verifyAccount } from '../dev/verifyAccount/verifyAccount';
import { SharedSynthesizer } from './__testUtils__/SharedSynthesizer';

jest.setTimeout(300_000);

const ACCOUNT = '000000000000';
const BACKSTAGE = 'arn:aws:iam::444455556666:role/backstage';
const { iam, portalRoleArn, target } = sandboxIam(ACCOUNT);
const [portalRole, serviceRole] = iam.roles;

/** The role of the back end, which may do what the command needs. */
const BACK_END = {
  arn: BACKSTAGE,
  policies: [
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'iam:SimulatePrincipalPolicy'],
          Resource: '*',
        },
      ],
    },
  ],
  trust: { Version: '2012-10-17', Statement: [] },
};

type Role = IamOptions['roles'][number];

/** A policy without the statements of these actions. */
function without(role: Role, ...actions: string[]): Role {
  const policies = role.policies.map(policy => ({
    ...policy,
    Statement: [policy.Statement].flat().map((statement: any) => ({
      ...statement,
      Action: statement.Action.filter(
        (name: string) => !actions.includes(name),
      ),
    })),
  }));
  return { ...role, policies };
}

/** An account of AWS, as far as the command can tell: its endpoint is that of the environment. */
class Account {
  static async start(roles: Role[] = [portalRole, serviceRole]) {
    const sandbox = await Sandbox.start({
      speed: 2000,
      iam: {
        roles: [...roles, BACK_END],
        callers: { BACKEND: BACKSTAGE },
      },
    });
    return new Account(sandbox);
  }

  readonly accounts: object[] = [
    { accountId: ACCOUNT, roleName: 'tap-portal', externalId: 'tap-portal' },
  ];
  private readonly environment = { ...process.env };

  private constructor(readonly sandbox: Sandbox) {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_ACCESS_KEY_ID: 'BACKEND',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  }

  options(aws: object = { accounts: this.accounts }, more: object = {}) {
    return {
      config: new ConfigReader({
        aws,
        tap: {
          portal: 'tap',
          targets: [
            {
              name: 'first',
              accountId: ACCOUNT,
              region: 'us-east-1',
              callsPerSecond: 200,
              sizes: ['micro', 'small'],
              ...target,
              ...more,
            },
          ],
        },
      }),
      targetName: 'first',
      logger: mockLogger(),
      synthesizer: new SharedSynthesizer('@tap/stack/module'),
    };
  }

  verify(
    more: Partial<Parameters<typeof verifyAccount>[0]> = {},
  ): Promise<AccountReport> {
    return verifyAccount({ ...this.options(), ...more });
  }

  async stop() {
    process.env = this.environment;
    await this.sandbox.close();
  }
}

function failed({ findings }: AccountReport): Finding[] {
  return findings.filter(({ status }) => status === 'failed');
}

describe('./tap verify-account', () => {
  let account: Account;

  afterEach(() => account.stop());

  it('passes in an account with the roles of docs/iam', async () => {
    account = await Account.start();
    const report = await account.verify();
    expect(failed(report)).toEqual([]);
    expect(new Set(report.findings.map(({ check }) => check))).toEqual(
      new Set([
        'clock',
        'identity',
        'trust',
        'rights',
        'offers',
        'quotas',
        'prices',
      ]),
    );
    expect(report.findings).not.toContainEqual(
      expect.objectContaining({ status: 'skipped' }),
    );
    const text = reportText(report);
    expect(text).toContain('Target first: account 000000000000, us-east-1');
    expect(text).toMatch(
      /ok {6}rights \(arn:aws:iam::000000000000:role\/tap-portal\): The role allows all \d+ requests of docs\/iam\/portal-role\.json/,
    );
    // It only reads.
    const changes = Object.keys(account.sandbox.calls.byOperation()).filter(
      name => !/:(Describe|Get|List|Simulate|AssumeRole)/.test(name),
    );
    expect(changes).toEqual([]);
  });

  it('reports a clock that differs from that of AWS', async () => {
    account = await Account.start();
    const report = await account.verify({
      only: ['clock'],
      now: () => new Date(Date.now() + 20 * 60_000),
    });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        check: 'clock',
        message: expect.stringMatching(/differs by (1199|120[01]) s/),
        remedy: expect.stringContaining('Synchronize the clock'),
      }),
    ]);
  });

  it('reports that there are no credentials of the right account', async () => {
    account = await Account.start();
    const report = await verifyAccount({
      ...account.options({
        accounts: [
          {
            accountId: ACCOUNT,
            accessKeyId: '999988887777',
            secretAccessKey: 'x',
          },
        ],
      }),
      only: ['identity', 'trust'],
    });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        subject: 'portal',
        message:
          "The portal's credentials are those of account 999988887777, but target 'first' is account 000000000000",
      }),
    ]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check: 'trust', status: 'skipped' }),
    );
  });

  it.each([
    [
      'another principal',
      { AWS: 'arn:aws:iam::444455556666:role/other' },
      'tap-portal',
    ],
    ['another external ID', { AWS: BACKSTAGE }, 'another'],
  ])('reports a role that trusts %s', async (_name, Principal, externalId) => {
    account = await Account.start([
      {
        ...portalRole,
        trust: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal,
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': externalId } },
            },
          ],
        },
      },
      serviceRole,
    ]);
    const report = await account.verify({ only: ['identity'] });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        subject: 'portal',
        message: expect.stringMatching(
          /assumed-role\/backstage\/sandbox cannot assume arn:aws:iam::000000000000:role\/tap-portal: .*not authorized to perform: sts:AssumeRole/,
        ),
        remedy: expect.stringContaining('TrustedPrincipal='),
      }),
    ]);
  });

  it('reports a role that can be assumed without the external ID', async () => {
    account = await Account.start([
      {
        ...portalRole,
        trust: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: BACKSTAGE },
              Action: 'sts:AssumeRole',
            },
          ],
        },
      },
      serviceRole,
    ]);
    const report = await account.verify({ only: ['trust'] });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        subject: portalRoleArn,
        message: 'The role can be assumed without the external ID',
      }),
    ]);
  });

  it('reports what the roles do not allow, and a role that does not exist', async () => {
    account = await Account.start([
      without(portalRole, 'pricing:GetProducts', 'cloudformation:CreateStack'),
    ]);
    const report = await account.verify({ only: ['rights'] });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        subject: portalRoleArn,
        message: expect.stringMatching(
          /does not allow 2 of \d+ requests of docs\/iam\/portal-role\.json: (?=.*cloudformation:CreateStack on arn:aws:cloudformation:us-east-1:000000000000:stack\/TapStack-)(?=.*pricing:GetProducts on \*)/,
        ),
        remedy: expect.stringContaining('docs/iam/roles.yaml'),
      }),
      expect.objectContaining({
        subject: target.serviceRoleArn,
        message: expect.stringContaining('cannot be found'),
      }),
    ]);
  });

  it('reports zones, classes and versions that the region does not offer', async () => {
    account = await Account.start();
    const { settings } = account.sandbox;
    settings.withheldVersions = ['18'];
    settings.withheldOffers = ['a', 'b', 'c', 'd', 'e'].map(letter => ({
      zone: `us-east-1${letter}`,
      instanceType: 'db.t4g.micro',
    }));
    const report = await account.verify({ only: ['offers'] });
    expect(failed(report).map(({ subject }) => subject)).toEqual([
      'micro, PostgreSQL 15',
      'micro, PostgreSQL 16',
      'micro, PostgreSQL 17',
      'micro, PostgreSQL 18',
      'small, PostgreSQL 18',
    ]);
    expect(failed(report)[0]).toMatchObject({
      message: expect.stringContaining(
        'us-east-1a: RDS does not offer PostgreSQL 15 on db.t4g.micro',
      ),
      remedy: expect.stringContaining('tap.targets[].sizes'),
    });
  });

  it('reports quotas that leave no room', async () => {
    account = await Account.start();
    account.sandbox.settings.quotas = { DBInstances: 1 };
    const report = await account.verify({ only: ['quotas'] });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        subject: 'small',
        message: 'It needs 2 of 1 DB instances left (quota 1)',
        remedy: expect.stringContaining('Service Quotas'),
      }),
    ]);
  });

  it('reports that the AWS Price List cannot be read', async () => {
    account = await Account.start([
      without(portalRole, 'pricing:GetProducts'),
      serviceRole,
    ]);
    const report = await account.verify({ only: ['prices'] });
    expect(failed(report)).toEqual([
      expect.objectContaining({
        message:
          'The AWS Price List was not read; plans use the prices that TAP ships',
        remedy: expect.stringContaining('pricing:GetProducts'),
      }),
    ]);
  });

  it('rejects a target that does not exist', async () => {
    account = await Account.start();
    await expect(account.verify({ targetName: 'other' })).rejects.toThrow(
      "--target: there is no target 'other'; the targets are first",
    );
  });

  // In `./tap verify` only: environments at the polling intervals of AWS, each on two sandboxes.
  const inVerify = process.env.TAP_VERIFY ? describe : describe.skip;

  inVerify('--deploy', () => {
    it('creates, changes and tears down a micro, and finds no difference from the sandbox', async () => {
      account = await Account.start();
      const life = await liveOnce(account.options());
      expect(life).toMatchObject({ size: 'micro', differences: [] });
      expect(life.failure).toBeUndefined();
      expect(life.sandboxFailure).toBeUndefined();
      expect(life.operations.map(({ operation }) => operation)).toEqual([
        'deploy',
        'extend',
        'teardown',
      ]);
      expect(life.events).toContainEqual(
        expect.objectContaining({
          operation: 'deploy',
          resourceType: 'AWS::RDS::DBInstance',
          status: 'CREATE_COMPLETE',
        }),
      );
      expect(life.durations).toContainEqual(
        expect.objectContaining({
          operation: 'deploy',
          resourceType: 'AWS::RDS::DBInstance',
        }),
      );
      const [stack, ...others] = account.sandbox.state().stacks;
      expect(others).toEqual([]);
      expect(stack).toMatchObject({
        name: `TapStack-${life.suffix}`,
        status: 'DELETE_COMPLETE',
      });
    });

    it('reports what happens in another way than in the sandbox, and leaves nothing', async () => {
      account = await Account.start();
      account.sandbox.faults.add({
        kind: 'failResource',
        logicalId: 'DatabaseAlarmCpu',
        action: 'create',
        reason: 'too many alarms',
      });
      const life = await liveOnce(account.options());
      expect(life.failure).toContain('too many alarms');
      expect(life.differences).toContainEqual({
        operation: 'deploy',
        logicalId: 'DatabaseAlarmCpu',
        resourceType: 'AWS::CloudWatch::Alarm',
        sandbox: [
          'CREATE_IN_PROGRESS',
          'CREATE_IN_PROGRESS',
          'CREATE_COMPLETE',
        ],
        actual: expect.arrayContaining(['CREATE_FAILED']),
      });
      expect(
        account.sandbox.state().stacks.map(({ status }) => status),
      ).toEqual(['DELETE_COMPLETE']);
    });
  });
});
