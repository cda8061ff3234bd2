import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Retention, RETENTIONS } from '@tap/plugin-tap-common';
import { Grant, IamRole } from '@tap/sandbox';
import { sandboxIam } from '../../dev/iam/sandboxIam';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(600_000);

const ACCOUNT = '000000000000';
const BACKSTAGE = 'arn:aws:iam::444455556666:role/backstage';
const { iam, target, portalRoleArn } = sandboxIam(ACCOUNT);

/** The role of the back end, which assumes the portal's. */
const backstage: IamRole = {
  arn: BACKSTAGE,
  policies: [
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: portalRoleArn },
      ],
    },
  ],
  trust: { Version: '2012-10-17', Statement: [] },
};

/** Grants that this life does not need, by reason. */
const UNUSED = {
  'Only an update of the resource needs it, which comes with a release that changes the template or the tags of the stack':
    [
      'Ec2Own ec2:ModifyInstanceAttribute',
      'Ec2Own ec2:ModifyInstanceMetadataOptions',
      'Ec2Own ec2:ModifyVpcEndpoint',
      'Ec2Own ec2:ReplaceRoute',
      'Ec2Own ec2:StartInstances',
      'Ec2Own ec2:StopInstances',
      'Ec2Own ec2:UpdateSecurityGroupRuleDescriptionsEgress',
      'Ec2Own ec2:UpdateSecurityGroupRuleDescriptionsIngress',
      'Events events:UntagResource',
      'IamWithBoundary iam:PutRolePermissionsBoundary',
      'IamWithBoundary iam:UpdateAssumeRolePolicy',
      'KmsOwn kms:UntagResource',
      'KmsOwn kms:UpdateKeyDescription',
      'Lambda lambda:UntagResource',
      'Lambda lambda:UpdateFunctionCode',
      'Lambda lambda:UpdateFunctionConfiguration',
      'Rds rds:ModifyDBSubnetGroup',
      'Rds rds:ResetDBParameterGroup',
      'SecretsmanagerOwn secretsmanager:UntagResource',
      'SecretsmanagerOwn secretsmanager:UpdateSecret',
      'Sns sns:UntagResource',
      'Sqs sqs:UntagQueue',
    ].map(grant => `tap-cloudformation ${grant}`),
};

/** A different network for each retention. */
const NETWORKS: Record<Retention, object> = {
  destroy: { egress: 'none' },
  snapshot: { egress: 'public-ip', cidrPool: '10.64.0.0/12' },
  retain: { egress: 'nat-gateway' },
};

/** The retention with the most operations; all of them in `./tap verify`, because each life needs real databases. */
const LIVES: readonly Retention[] = process.env.TAP_VERIFY
  ? RETENTIONS
  : ['retain'];

const ref = (suffix: string) => ({ suffix, target: 'sandbox' });

/** The roles of docs/iam in a life of real databases. */
describe('with exactly the policies of docs/iam', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
      iam: {
        roles: [...iam.roles, backstage],
        callers: { ...iam.callers, BACKSTAGE },
      },
      config: { ...target, alarmTopic: true },
    });
  });
  afterEach(() => account.sandbox.faults.clear());
  afterAll(() => account.stop());

  it('the back end assumes the role of the portal with the external ID', async () => {
    const sts = new STSClient({
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'BACKSTAGE', secretAccessKey: 'sandbox' },
    });
    const assume = (ExternalId?: string) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: portalRoleArn,
          RoleSessionName: 'tap',
          ExternalId,
        }),
      );
    await expect(assume('tap-portal')).resolves.toMatchObject({
      Credentials: expect.any(Object),
    });
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    sts.destroy();
  });

  it.each(LIVES)(
    'an environment with retention %s is created, changed, checked for drift and torn down',
    async retention => {
      const { engine } = account.engine({ target: NETWORKS[retention] });
      const suffix = `life-${retention}`;
      const options = () => ({ token: account.token() });
      await end(
        engine.run(
          'deploy',
          request(suffix, { size: 'small', retention }),
          account.by('jo'),
        ),
      );
      await engine.plan(request(suffix, { size: 'micro', retention }), {
        owner: 'user:default/jo',
      });
      await end(
        engine.run(
          'deploy',
          request(suffix, { size: 'micro', retention }),
          account.by('jo'),
        ),
      );
      if (retention !== 'retain') {
        await end(
          engine.run('extend', { ...ref(suffix), expiresIn: '30d' }, options()),
        );
      }
      await engine.list('sandbox');
      await end(
        engine.run(
          'transfer',
          { ...ref(suffix), owner: 'group:default/payments' },
          options(),
        ),
      );
      await end(engine.run('stop', ref(suffix), options()));
      await expect(engine.health(ref(suffix))).resolves.toMatchObject({
        databases: [{ status: 'stopped' }],
      });
      await end(engine.run('start', ref(suffix), options()));
      await expect(engine.drift(ref(suffix))).resolves.toMatchObject({
        status: 'unknown',
        resources: [],
        reason: expect.stringContaining('secretsmanager:GetSecretValue'),
      });
      if (retention === 'retain') {
        await end(
          engine.run(
            'deploy',
            request(suffix, { retention: 'destroy' }),
            account.by('jo'),
          ),
        );
      }
      await end(
        engine.run(
          'teardown',
          confirmed(ref(suffix), { acknowledgeRetained: true }),
          options(),
        ),
      );
      expect(account.statuses(suffix)).toEqual(['DELETE_COMPLETE']);
    },
  );

  it('a creation that fails leaves nothing', async () => {
    const { engine } = account.engine();
    account.sandbox.faults.add({
      kind: 'failResource',
      stack: '^TapStack-failing$',
      logicalId: 'DatabaseAlarmCpu',
      action: 'create',
      reason: 'too many alarms',
    });
    await expect(
      end(engine.run('deploy', request('failing'), account.by('jo'))),
    ).rejects.toThrow(/too many alarms.*Nothing is left/);
    expect(account.statuses('failing')).toEqual(['DELETE_COMPLETE']);
  });

  it('a cancelled creation leaves nothing, and a cancelled update changes nothing', async () => {
    const { engine } = account.engine();
    const cancelled = async (suffix: string, more: object) => {
      const abort = new AbortController();
      const progress = engine.run(
        'deploy',
        request(suffix, more),
        account.by('jo', { signal: abort.signal }),
      );
      for await (const event of progress) {
        if (event.type === 'accepted') {
          abort.abort();
        }
      }
    };
    await expect(cancelled('cancelled', {})).rejects.toMatchObject({
      name: 'OperationCancelledError',
    });
    expect(account.statuses('cancelled')).toEqual(['DELETE_COMPLETE']);

    await end(engine.run('deploy', request('kept'), account.by('jo')));
    await expect(cancelled('kept', { size: 'small' })).rejects.toMatchObject({
      name: 'OperationCancelledError',
    });
    expect(account.statuses('kept')).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
    await end(
      engine.run('teardown', confirmed(ref('kept')), {
        token: account.token(),
      }),
    );
  });

  // One life does not need all grants.
  const inVerify = process.env.TAP_VERIFY ? describe : describe.skip;

  inVerify('in the lives of all retentions', () => {
    it('no grant is unused, except for the listed ones', () => {
      const unused = account.sandbox
        .grants()
        .filter(({ uses }: Grant) => uses === 0)
        .map(
          ({ role, sid, action }: Grant) =>
            `${role.split('/')[1]} ${sid} ${action}`,
        );
      expect(unused.sort()).toEqual(Object.values(UNUSED).flat().sort());
    });
  });
});
