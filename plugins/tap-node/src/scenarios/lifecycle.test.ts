import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { environmentSchema } from '@tap/plugin-tap-common';
import {
  all,
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(180_000);

/** The real stack with real databases. */
describe('an environment', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
  });
  afterEach(() => account.sandbox.faults.clear());
  afterAll(async () => {
    await account.stop();
  });

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });

  it('is created, resized, extended, transferred and torn down, and keeps its final snapshot', async () => {
    const { engine } = account.engine();
    const created = await end(
      engine.run(
        'deploy',
        request('whole', { size: 'small', retention: 'snapshot' }),
        account.by('jo'),
      ),
    );
    expect(created.environment).toMatchObject({
      status: 'available',
      size: 'small',
      engineVersion: expect.stringMatching(/^17\.\d+$/),
      outputs: {
        DatabaseEndpoint: expect.any(String),
        ReadReplica1Endpoint: expect.any(String),
        DatabaseSecretArn: expect.stringContaining(':secretsmanager:'),
      },
    });
    // Validates like the actions registry: no missing and no additional field.
    expect(environmentSchema.strict().parse(created.environment)).toEqual(
      created.environment,
    );
    expect(account.sandbox.state().databases).toHaveLength(2);
    const resized = await end(
      engine.run(
        'deploy',
        request('whole', { size: 'micro', retention: 'snapshot' }),
        account.by('jo'),
      ),
    );
    expect(resized).toMatchObject({
      operation: 'update',
      environment: { size: 'micro', sizeAtCreation: 'small' },
    });
    expect(account.sandbox.state().databases).toHaveLength(1);
    const torn = await end(
      engine.run('teardown', confirmed(ref('whole')), {
        token: account.token(),
      }),
    );
    expect(torn.kept.map(kept => [kept.resourceType, kept.kind])).toEqual([
      ['AWS::KMS::Key', 'retained'],
      ['AWS::RDS::DBSnapshot', 'retained'],
    ]);
    expect(account.sandbox.state().databases).toEqual([]);
    await expect(engine.list('sandbox')).resolves.toEqual([]);
  });

  it('fails with PostgreSQL’s message if a parameter is rejected, and leaves no resources', async () => {
    const { engine } = account.engine({
      target: { databaseParameters: { timezone: 'Nowhere/Land' } },
    });
    await expect(
      all(engine.run('deploy', request('refused'), account.by('jo'))),
    ).rejects.toThrow(
      /DatabaseInstance \(AWS::RDS::DBInstance\) failed: .*TimeZone.* Nothing is left/,
    );
    expect(account.statuses('refused')).toEqual(['DELETE_COMPLETE']);
    expect(account.sandbox.state().databases).toEqual([]);
  });

  it('with a final snapshot creates none if the creation fails', async () => {
    const { engine } = account.engine();
    account.sandbox.faults.add({
      kind: 'failResource',
      stack: '^TapStack-halfway$',
      logicalId: 'DatabaseAlarmCpu',
      action: 'create',
      reason: 'too many alarms',
    });
    const snapshots = () =>
      Object.entries(account.sandbox.state().objects)
        .filter(([kind]) => kind.endsWith('/db-snapshot'))
        .flatMap(([, found]) => found);
    const before = snapshots();
    await expect(
      end(
        engine.run(
          'deploy',
          request('halfway', { retention: 'snapshot' }),
          account.by('jo'),
        ),
      ),
    ).rejects.toThrow(/too many alarms.*Nothing is left/);
    expect(account.statuses('halfway')).toEqual(['DELETE_COMPLETE']);
    expect(account.sandbox.state().databases).toEqual([]);
    expect(snapshots()).toEqual(before);
  });

  it('keeps its final snapshot if the back end stopped before', async () => {
    account.sandbox.clock.setSpeed(0);
    const first = account.engine();
    const { outcome } = await begun(
      first.engine.run(
        'deploy',
        request('unsettled', { retention: 'snapshot' }),
        account.by('jo', { createOnly: true }),
      ),
    );
    outcome.catch(() => undefined);
    await first.crash();
    account.sandbox.clock.setSpeed(500);
    await account.settled('unsettled');
    expect(account.statuses('unsettled')).toEqual(['CREATE_COMPLETE']);
    const events = await all(
      account.engine().engine.run('teardown', confirmed(ref('unsettled')), {
        token: account.token(),
      }),
    );
    expect(events.filter(({ type }) => type === 'accepted')).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'accepted', operation: 'delete' });
    const torn = events[events.length - 1] as any;
    expect(
      torn.kept.map((kept: any) => [kept.resourceType, kept.kind]),
    ).toEqual([
      ['AWS::KMS::Key', 'retained'],
      ['AWS::RDS::DBSnapshot', 'retained'],
    ]);
    expect(account.statuses('unsettled')).toEqual(['DELETE_COMPLETE']);
    expect(account.sandbox.state().databases).toEqual([]);
  });

  it('that is protected has both deletion protections until it is released', async () => {
    const { engine } = account.engine();
    await end(
      engine.run(
        'deploy',
        request('safe', { retention: 'retain' }),
        account.by('jo'),
      ),
    );
    await expect(
      end(
        engine.run('teardown', confirmed(ref('safe')), {
          token: account.token(),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      findings: [{ code: 'retained' }],
    });
    const changed = await end(
      engine.run(
        'deploy',
        { suffix: 'safe', backupRetentionDays: 21 },
        account.by('jo'),
      ),
    );
    expect(changed.environment).toMatchObject({
      retention: 'retain',
      size: 'micro',
      backupRetentionDays: 21,
      terminationProtection: true,
    });
    expect(changed.environment.wasRetained).toBeUndefined();
    const released = await end(
      engine.run(
        'deploy',
        request('safe', { retention: 'destroy' }),
        account.by('jo'),
      ),
    );
    expect(released.environment).toMatchObject({
      retention: 'destroy',
      wasRetained: true,
      terminationProtection: false,
    });
    for (const unacknowledged of [
      () => engine.check('teardown', confirmed(ref('safe')), {}),
      () =>
        end(
          engine.run('teardown', confirmed(ref('safe')), {
            token: account.token(),
          }),
        ),
    ]) {
      await expect(unacknowledged()).rejects.toMatchObject({
        name: 'ConflictError',
        findings: [{ code: 'was-retained' }],
      });
    }
    const acknowledgeRetained = true;
    await engine.check(
      'teardown',
      confirmed(ref('safe'), { acknowledgeRetained }),
      {},
    );
    await expect(
      end(
        engine.run(
          'teardown',
          confirmed(ref('safe'), { acknowledgeRetained }),
          {
            token: account.token(),
          },
        ),
      ),
    ).resolves.toMatchObject({ kept: [] });
  });

  it('is not torn down if snapshots become unreadable, unless this is acknowledged', async () => {
    const { engine } = account.engine();
    const { environment } = await end(
      engine.run('deploy', request('snapped'), account.by('jo')),
    );
    const rds = new RDSClient(clientOptions());
    await rds.send(
      new CreateDBSnapshotCommand({
        DBInstanceIdentifier: environment.outputs!.DatabaseIdentifier!,
        DBSnapshotIdentifier: 'before-the-migration',
      }),
    );
    for (const refused of [
      () => engine.check('teardown', confirmed(ref('snapped')), {}),
      () =>
        end(
          engine.run('teardown', confirmed(ref('snapped')), {
            token: account.token(),
          }),
        ),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        name: 'ConflictError',
        findings: [
          {
            code: 'manual-snapshots',
            text: expect.stringContaining('before-the-migration'),
            resource: expect.stringMatching(/^tapstack-snapped/),
          },
        ],
      });
    }
    await engine.check(
      'teardown',
      confirmed(ref('snapped'), { acknowledgeLostSnapshots: true }),
      {},
    );
    await expect(
      end(
        engine.run(
          'teardown',
          confirmed(ref('snapped'), { acknowledgeLostSnapshots: true }),
          {
            token: account.token(),
          },
        ),
      ),
    ).resolves.toMatchObject({ operation: 'delete' });
    rds.destroy();
  });

  it('is not torn down while other resources use its network', async () => {
    const { engine } = account.engine();
    const { environment } = await end(
      engine.run('deploy', request('crowded'), account.by('jo')),
    );
    const aws = account.cloudFormation();
    await aws.send(
      new CreateStackCommand({
        StackName: 'a-service',
        TemplateBody: JSON.stringify({
          Resources: {
            Host: {
              Type: 'AWS::EC2::Instance',
              Properties: {
                ImageId: 'ami-0123456789abcdef0',
                InstanceType: 't4g.micro',
                SubnetId: environment.outputs!.PrivateSubnetIds!.split(',')[0],
                SecurityGroupIds: [
                  environment.outputs!.ApplicationSecurityGroupId,
                ],
              },
            },
          },
        }),
      }),
    );
    await account.settledStack('a-service');
    await expect(
      end(
        engine.run('teardown', confirmed(ref('crowded')), {
          token: account.token(),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /^'crowded' was not torn down\. Nothing was deleted\. .* Delete or move them first\.$/,
      ),
      findings: [
        {
          code: 'external-interfaces',
          text: expect.stringMatching(/: eni-\S+ .*\.$/),
        },
      ],
    });
    expect(account.statuses('crowded')).toEqual(['CREATE_COMPLETE']);
    await aws.send(new DeleteStackCommand({ StackName: 'a-service' }));
    await account.settledStack('a-service');
    await expect(
      end(
        engine.run('teardown', confirmed(ref('crowded')), {
          token: account.token(),
        }),
      ),
    ).resolves.toMatchObject({ kept: [] });
  });

  it('is not torn down while its network contains other resources or rules of others refer to its security groups', async () => {
    const { engine } = account.engine();
    const { environment } = await end(
      engine.run('deploy', request('neighbours'), account.by('jo')),
    );
    const { ApplicationSecurityGroupId, VpcId } = environment.outputs!;
    const aws = account.cloudFormation();
    const group = (rules: object) => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'A service', VpcId, ...rules },
    });
    const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
    await aws.send(
      new CreateStackCommand({
        StackName: 'a-neighbour',
        TemplateBody: JSON.stringify({
          Resources: {
            OtherVpc: {
              Type: 'AWS::EC2::VPC',
              Properties: { CidrBlock: '10.7.0.0/16' },
            },
            // EC2 allows a rule of a peered network that refers to the environment's security group.
            Ingress: group({
              VpcId: { Ref: 'OtherVpc' },
              SecurityGroupIngress: [
                { ...rule, SourceSecurityGroupId: ApplicationSecurityGroupId },
              ],
            }),
            Egress: group({
              VpcId: { Ref: 'OtherVpc' },
              SecurityGroupEgress: [
                {
                  ...rule,
                  DestinationSecurityGroupId: ApplicationSecurityGroupId,
                },
              ],
            }),
            Beside: group({ GroupName: 'beside' }),
            Subnet: {
              Type: 'AWS::EC2::Subnet',
              Properties: { VpcId, CidrBlock: '10.0.250.0/24' },
            },
            Endpoint: {
              Type: 'AWS::EC2::VPCEndpoint',
              Properties: {
                VpcId,
                ServiceName: 'com.amazonaws.us-east-1.dynamodb',
              },
            },
          },
        }),
      }),
    );
    await account.settledStack('a-neighbour');
    const refusal = await engine
      .check('teardown', confirmed(ref('neighbours')), {})
      .catch(error => error);
    expect(refusal.name).toBe('ConflictError');
    const finding = (code: string, ids: RegExp) => ({
      code,
      text: expect.stringMatching(ids),
    });
    expect(refusal.findings).toEqual([
      finding('external-rules', /: sg-\S+ \(\S+\), sg-\S+ \(\S+\)\.$/),
      finding('external-security-groups', /: sg-\S+ \(beside\)\.$/),
      finding('external-subnets', /: subnet-[0-9a-f]+\.$/),
      finding(
        'external-endpoints',
        /: vpce-\S+ \(com.amazonaws.us-east-1.dynamodb\)\.$/,
      ),
    ]);
    await aws.send(new DeleteStackCommand({ StackName: 'a-neighbour' }));
    await account.settledStack('a-neighbour');
    await engine.check('teardown', confirmed(ref('neighbours')), {});
    await expect(
      end(
        engine.run('teardown', confirmed(ref('neighbours')), {
          token: account.token(),
        }),
      ),
    ).resolves.toMatchObject({ kept: [] });
  });

  it.each([
    [
      '17.99',
      /RDS does not offer PostgreSQL 17\.99 in us-east-1; .*: 17\.9, 17\.8, 17\.7$/,
    ],
    ['15.1', /RDS does not offer PostgreSQL 15\.1 in .*: 15\.2, 15\.3, 15\.4$/],
  ])(
    'is rejected with the version %s, which RDS does not support, before creation',
    async (engineVersion, message) => {
      const { engine } = account.engine();
      const wanted = request('versions', { engineVersion });
      account.sandbox.calls.reset();
      for (const refused of [
        () => engine.plan(wanted, { owner: 'user:default/jo' }),
        () =>
          all(
            engine.run(
              'deploy',
              wanted,
              account.by('jo', { createOnly: true }),
            ),
          ),
      ]) {
        await expect(refused()).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringMatching(message),
        });
      }
      expect(account.sandbox.calls.total('cloudformation:CreateStack')).toBe(0);
    },
  );

  it('rejects an upgrade that RDS does not support, and is unchanged', async () => {
    const { engine } = account.engine();
    await end(
      engine.run(
        'deploy',
        request('upgrades', { engineVersion: '17.5' }),
        account.by('jo'),
      ),
    );
    account.sandbox.calls.reset();
    const wanted = { suffix: 'upgrades', engineVersion: '17.42' };
    for (const refused of [
      () => engine.plan(wanted, { owner: 'user:default/jo' }),
      () => all(engine.run('deploy', wanted, account.by('jo'))),
    ]) {
      await expect(refused()).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /does not upgrade PostgreSQL 17\.5 to 17\.42; .*: 17\.9, 17\.8, 17\.7$/,
        ),
      });
    }
    expect(account.sandbox.calls.total('cloudformation:CreateChangeSet')).toBe(
      0,
    );
    await end(
      engine.run('teardown', confirmed(ref('upgrades')), {
        token: account.token(),
      }),
    );
  });

  it('reports resources that were deleted outside CloudFormation, and can be torn down', async () => {
    const { engine } = account.engine();
    const { environment } = await end(
      engine.run('deploy', request('drifting'), account.by('jo')),
    );
    await expect(engine.drift(ref('drifting'))).resolves.toMatchObject({
      status: 'in-sync',
      resources: [],
    });
    const rds = new RDSClient(clientOptions());
    await rds.send(
      new DeleteDBInstanceCommand({
        DBInstanceIdentifier: environment.outputs!.DatabaseIdentifier!,
        SkipFinalSnapshot: true,
      }),
    );
    await expect(engine.drift(ref('drifting'))).resolves.toMatchObject({
      status: 'drifted',
      resources: [
        {
          logicalId: 'DatabaseInstance',
          status: 'deleted',
        },
      ],
    });
    await expect(engine.drift(ref('nowhere'))).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(
      end(
        engine.run('teardown', confirmed(ref('drifting')), {
          token: account.token(),
        }),
      ),
    ).resolves.toMatchObject({ operation: 'delete' });
    rds.destroy();
  });

  it('upgrades its replicas before the primary', async () => {
    const { engine } = account.engine();
    const size = 'small';
    await end(
      engine.run(
        'deploy',
        request('upgraded', { size, engineVersion: '17.5' }),
        account.by('jo'),
      ),
    );
    const events = await all(
      engine.run(
        'deploy',
        request('upgraded', { size, engineVersion: '17.6' }),
        account.by('jo'),
      ),
    );
    const upgraded = events.flatMap(event =>
      event.type === 'resource' &&
      event.resourceType === 'AWS::RDS::DBInstance' &&
      event.status === 'UPDATE_COMPLETE'
        ? [event.logicalId]
        : [],
    );
    expect(upgraded).toEqual(['ReadReplica1Instance', 'DatabaseInstance']);
    expect(events[events.length - 1]).toMatchObject({
      type: 'completed',
      operation: 'update',
      environment: { engineVersion: '17.6' },
    });
  });

  it('does not contain its password in any engine output', async () => {
    const { engine } = account.engine();
    const events = await all(
      engine.run('deploy', request('secret'), account.by('jo')),
    );
    const last = events[events.length - 1] as any;
    const secrets = new SecretsManagerClient(clientOptions());
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({
        SecretId: last.environment.outputs.DatabaseSecretArn,
      }),
    );
    const { password } = JSON.parse(SecretString!);
    expect(password.length).toBeGreaterThan(8);
    const reported = JSON.stringify([
      events,
      await engine.list('sandbox'),
      await engine.progress(ref('secret')),
      await all(
        engine.run('teardown', confirmed(ref('secret')), {
          token: account.token(),
        }),
      ),
    ]);
    expect(reported).not.toContain(password);
    secrets.destroy();
  });

  function clientOptions() {
    return {
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: {
        accessKeyId: '000000000000',
        secretAccessKey: 'sandbox',
      },
    };
  }
});
