import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  SetStackPolicyCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  all,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';

jest.setTimeout(60_000);

const EMPTY = JSON.stringify({
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
});

describe('a stack in an unusual state', () => {
  let account: TestAccount;
  let aws: CloudFormationClient;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    aws = account.cloudFormation();
  });
  afterEach(() => {
    account.sandbox.faults.clear();
    account.sandbox.clock.setSpeed(500);
  });
  afterAll(async () => {
    await account.stop();
  });

  function deploy(suffix: string, more: object = {}, options: object = {}) {
    return end(
      account
        .engine()
        .engine.run('deploy', request(suffix, more), account.by('jo', options)),
    );
  }

  function teardown(suffix: string, options: object = {}) {
    return end(
      account
        .engine()
        .engine.run('teardown', confirmed({ suffix, target: 'sandbox' }), {
          token: account.token(),
          ...options,
        }),
    );
  }

  it('REVIEW_IN_PROGRESS: a change set of another user has the name', async () => {
    await aws.send(
      new CreateChangeSetCommand({
        StackName: 'TapStack-review',
        ChangeSetName: 'preview',
        ChangeSetType: 'CREATE',
        TemplateBody: EMPTY,
      }),
    );
    for (const createOnly of [true, false]) {
      await expect(deploy('review', {}, { createOnly })).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(
          /reserved .* by a change set .*Delete the empty stack/,
        ),
      });
    }
    expect(account.statuses('review')).toEqual(['REVIEW_IN_PROGRESS']);
  });

  it('a stack without a portal is not listed, changed or torn down', async () => {
    await aws.send(
      new CreateStackCommand({
        StackName: 'TapStack-foreign',
        TemplateBody: EMPTY,
      }),
    );
    await account.settled('foreign');
    const { engine } = account.engine();
    expect(
      (await engine.list('sandbox')).map(({ suffix }) => suffix),
    ).not.toContain('foreign');
    await expect(deploy('foreign')).rejects.toThrow(/'foreign' is taken/);
    await expect(teardown('foreign')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(account.statuses('foreign')).toEqual(['CREATE_COMPLETE']);
  });

  it('another portal’s environment is listed, but not changed or torn down', async () => {
    await end(
      account
        .engine({ portal: 'other' })
        .engine.run('deploy', request('theirs'), account.by('jo')),
    );
    await expect(deploy('theirs')).rejects.toThrow(
      /'theirs' is taken .*requested by user:default\/jo/,
    );
    await expect(teardown('theirs')).rejects.toThrow(
      /another portal \('other'\)/,
    );
    await expect(
      end(
        account
          .engine()
          .engine.run(
            'extend',
            { suffix: 'theirs', target: 'sandbox', expiresIn: '30d' },
            { token: account.token() },
          ),
      ),
    ).rejects.toThrow(/not created by this portal/);
  });

  it('another user’s environment is not changed', async () => {
    await deploy('jos');
    await expect(
      end(
        account
          .engine()
          .engine.run('deploy', request('jos'), account.by('mallory')),
      ),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/suffix: 'jos' is taken/),
    });
    // A request with the owner's name does not change this.
    await expect(
      end(
        account
          .engine()
          .engine.run(
            'deploy',
            request('jos'),
            account.by('mallory', { owner: 'user:default/jo' }),
          ),
      ),
    ).rejects.toThrow(/'jos' is taken/);
  });

  it('ROLLBACK_COMPLETE: can only be torn down', async () => {
    const { TemplateBody } = await aws.send(
      new GetTemplateCommand({ StackName: 'TapStack-jos' }),
    );
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Queue',
      action: 'create',
      reason: 'no',
    });
    await aws.send(
      new CreateStackCommand({
        StackName: 'TapStack-half',
        TemplateBody,
        OnFailure: 'ROLLBACK',
        Tags: [
          { Key: 'tap:portal', Value: 'tap' },
          { Key: 'tap:suffix', Value: 'half' },
          { Key: 'tap:requested-by', Value: 'user:default/jo' },
        ],
        Parameters: [
          {
            ParameterKey: 'TapMetadata',
            ParameterValue: await metadataOf('jos'),
          },
        ],
      }),
    );
    await account.settled('half');
    expect(account.statuses('half')).toEqual(['ROLLBACK_COMPLETE']);
    await expect(deploy('half')).rejects.toThrow(
      /in state ROLLBACK_COMPLETE: its creation failed.*Tear it down/,
    );
    await expect(teardown('half')).resolves.toMatchObject({
      operation: 'delete',
    });
  });

  it('UPDATE_ROLLBACK_FAILED: reports the next step', async () => {
    await deploy('torn');
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Size',
      action: 'update',
      reason: 'cannot be changed',
    });
    const failure = await deploy('torn', { size: 'large' }).catch(e => e);
    expect(failure).toMatchObject({ name: 'StackOperationError' });
    expect(failure.message).toMatch(
      /Size .* failed: .*cannot be changed.* UPDATE_ROLLBACK_FAILED.*Continue update rollback/,
    );
    await expect(deploy('torn')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/Continue update rollback/),
    });
    account.sandbox.faults.clear();
    await expect(teardown('torn')).resolves.toMatchObject({
      operation: 'delete',
    });
  });

  it('an update that fails is rolled back, with its first cause', async () => {
    await deploy('tried');
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Size',
      action: 'update',
      reason: 'too large for us',
      count: 1,
    });
    await expect(deploy('tried', { size: 'large' })).rejects.toThrow(
      /'tried' could not be changed\. Size .*too large for us.* is unchanged/,
    );
    await expect(
      account.engine().engine.get({ suffix: 'tried', target: 'sandbox' }),
    ).resolves.toMatchObject({ size: 'micro', status: 'available' });
  });

  it('no changes: completes without an update', async () => {
    const created = await deploy('same');
    const events = await all(
      account.engine().engine.run('deploy', request('same'), account.by('jo')),
    );
    expect(events).toEqual([
      expect.objectContaining({ type: 'completed', operation: 'none' }),
    ]);
    expect((events[0] as any).environment.updatedAt).toBe(
      created.environment.updatedAt,
    );
  });

  it('DELETE_FAILED: retried once, then reported with the resource; a later teardown succeeds', async () => {
    await deploy('sticky');
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Topic',
      action: 'delete',
      reason: 'still subscribed',
      count: 2,
    });
    const { engine } = account.engine();
    const failure = await all(
      engine.run(
        'teardown',
        confirmed({ suffix: 'sticky', target: 'sandbox' }),
        { token: account.token() },
      ),
    ).catch(error => error);
    expect(failure).toMatchObject({
      name: 'StackOperationError',
      message: expect.stringMatching(
        /DELETE_FAILED\. Topic \(AWS::SNS::Topic\): .*still subscribed/,
      ),
    });
    await expect(deploy('sticky')).rejects.toThrow(
      /could not be deleted completely. Tear it down again/,
    );
    await expect(teardown('sticky')).resolves.toMatchObject({
      operation: 'delete',
      environment: { status: 'deleted' },
    });
  });

  it('DELETE_FAILED once: the second attempt succeeds within the same teardown', async () => {
    await deploy('retried');
    account.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Topic',
      action: 'delete',
      reason: 'busy',
      count: 1,
    });
    await expect(teardown('retried')).resolves.toMatchObject({
      operation: 'delete',
      kept: [],
    });
  });

  it('a stack that was deleted and created again with the same name is a different one', async () => {
    const first = await deploy('again');
    await teardown('again');
    await deploy('again');
    const { stackId } = first.environment;
    await expect(teardown('again', { stackId })).resolves.toMatchObject({
      environment: { stackId, status: 'deleted' },
    });
    await expect(
      deploy('again', { size: 'large' }, { stackId }),
    ).rejects.toThrow(/was torn down in the meantime/);
    expect(account.statuses('again').sort()).toEqual([
      'CREATE_COMPLETE',
      'DELETE_COMPLETE',
    ]);
  });

  it('an operation of another user is followed, not joined', async () => {
    await deploy('shared');
    account.sandbox.clock.setSpeed(0);
    await aws.send(
      new UpdateStackCommand({
        StackName: 'TapStack-shared',
        UsePreviousTemplate: true,
        Parameters: [{ ParameterKey: 'TapMetadata', UsePreviousValue: true }],
        Tags: [
          { Key: 'tap:portal', Value: 'tap' },
          { Key: 'tap:suffix', Value: 'shared' },
          { Key: 'cost-centre', Value: '42' },
        ],
      }),
    );
    await expect(deploy('shared')).rejects.toThrow(
      /another operation is in progress/,
    );
    await expect(teardown('shared')).rejects.toThrow(
      /Another operation is in progress \(UPDATE_IN_PROGRESS\)/,
    );
  });

  it('a deletion of another user is followed to its end', async () => {
    await deploy('leaving');
    account.sandbox.clock.setSpeed(0);
    await aws.send(new DeleteStackCommand({ StackName: 'TapStack-leaving' }));
    const done = teardown('leaving');
    account.sandbox.clock.setSpeed(500);
    await expect(done).resolves.toMatchObject({ operation: 'delete' });
  });

  it('stale reads are ignored', async () => {
    account.sandbox.faults.add({ kind: 'stale', seconds: 2 });
    const { environment } = await deploy('stale');
    expect(environment.status).toBe('available');
    await expect(
      deploy('stale', { size: 'large' }, { stackId: environment.stackId }),
    ).resolves.toMatchObject({
      operation: 'update',
      environment: { size: 'large' },
    });
  });

  it('an update that the stack policy denies is rolled back', async () => {
    await deploy('guarded');
    await aws.send(
      new SetStackPolicyCommand({
        StackName: 'TapStack-guarded',
        StackPolicyBody: JSON.stringify({
          Statement: [
            {
              Effect: 'Deny',
              Action: 'Update:*',
              Principal: '*',
              Resource: 'LogicalResourceId/Size',
            },
          ],
        }),
      }),
    );
    await expect(deploy('guarded', { size: 'large' })).rejects.toThrow(
      /could not be changed.*rolled back/,
    );
  });

  async function metadataOf(suffix: string): Promise<string> {
    const { Stacks } = await aws.send(
      new DescribeStacksCommand({ StackName: `TapStack-${suffix}` }),
    );
    return Stacks![0].Parameters!.find(p => p.ParameterKey === 'TapMetadata')!
      .ParameterValue!;
  }
});
