import {
  DescribeStacksCommand,
  GetStackPolicyCommand,
} from '@aws-sdk/client-cloudformation';
import { setImmediate as turn } from 'node:timers/promises';
import {
  begun,
  end,
  request,
  TestAccount,
  confirmed,
} from '../__testUtils__/TestAccount';
import { TestEndpoint } from '../__testUtils__/TestEndpoint';
import { synthesize } from '../__testUtils__/testStack';
import { stepToken, undoToken } from '../operation/tokens';

jest.setTimeout(60_000);

const SERVICE_ROLE = 'arn:aws:iam::000000000000:role/tap-cloudformation';
const CAPABILITY = { 'Capabilities.member.1': 'CAPABILITY_IAM' };

/** Inputs that CloudFormation does not require, but environments need. */
describe('the inputs of the calls to CloudFormation', () => {
  let account: TestAccount;
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    account = await TestAccount.start({ speed: 2_000 });
    endpoint = await account.endpoint();
  });
  beforeEach(() => account.sandbox.clock.setSpeed(500));
  afterAll(async () => {
    await account.stop();
  });

  const engine = () =>
    account.engine({
      target: {
        endpoint: endpoint.url,
        serviceRoleArn: SERVICE_ROLE,
        tags: { 'cost-centre': '4711' },
      },
    }).engine;
  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });
  const describeStack = async (suffix: string) => {
    const { Stacks } = await account
      .cloudFormation()
      .send(new DescribeStacksCommand({ StackName: `TapStack-${suffix}` }));
    return Stacks![0];
  };

  /** The last call of this operation. */
  function sent(operation: string): Record<string, string> {
    const [call] = endpoint.of(operation).slice(-1);
    return Object.fromEntries(call.params);
  }

  it('include service role, policy, tags and token for a new stack', async () => {
    const options = account.by('jo');
    await end(engine().run('deploy', request('made'), options));
    expect(sent('CreateStack')).toMatchObject({
      ...CAPABILITY,
      ClientRequestToken: options.token,
      OnFailure: 'DELETE',
      RoleARN: SERVICE_ROLE,
    });
    const stack = await describeStack('made');
    expect(stack.RoleARN).toBe(SERVICE_ROLE);
    expect(stack.Tags).toEqual(
      expect.arrayContaining([
        { Key: 'cost-centre', Value: '4711' },
        { Key: 'tap:portal', Value: 'tap' },
        { Key: 'tap:requested-by', Value: 'user:default/jo' },
        { Key: 'tap:size-at-creation', Value: 'micro' },
        { Key: 'tap:suffix', Value: 'made' },
      ]),
    );
    const { StackPolicyBody } = await account
      .cloudFormation()
      .send(new GetStackPolicyCommand({ StackName: 'TapStack-made' }));
    const { stackPolicyBody } = synthesize({
      suffix: 'made',
      size: {},
    } as any);
    expect(StackPolicyBody).toBe(stackPolicyBody);
  });

  it('need no read before the creation of a stack, because CreateStack fails if the name is taken', async () => {
    const before = endpoint.calls.length;
    const options = account.by('jo', { createOnly: true });
    await end(engine().run('deploy', request('direct'), options));
    const sentNow = endpoint.calls.slice(before).map(call => call.operation);
    const creation = sentNow.indexOf('CreateStack');
    expect(creation).toBeGreaterThanOrEqual(0);
    expect(sentNow.slice(0, creation)).not.toContain('DescribeStacks');
  });

  it('include service role and tokens for a change', async () => {
    const { Tags } = await describeStack('made');
    const options = account.by('jo');
    await end(
      engine().run('deploy', request('made', { size: 'small' }), options),
    );
    expect(sent('CreateChangeSet')).toMatchObject({
      ...CAPABILITY,
      ChangeSetType: 'UPDATE',
      ClientToken: expect.stringMatching(/^tap-/),
      RoleARN: SERVICE_ROLE,
    });
    expect(sent('ExecuteChangeSet')).toMatchObject({
      ClientRequestToken: options.token,
    });
    expect((await describeStack('made')).Tags).toEqual(Tags);
  });

  it('include service role, token and current template for an extension', async () => {
    const token = account.token();
    await end(
      engine().run('extend', { ...ref('made'), expiresIn: '30d' }, { token }),
    );
    expect(sent('UpdateStack')).toMatchObject({
      ...CAPABILITY,
      ClientRequestToken: token,
      RoleARN: SERVICE_ROLE,
      UsePreviousTemplate: 'true',
    });
  });

  it('include the token for a cancelled update', async () => {
    account.sandbox.clock.setSpeed(0);
    const cancel = new AbortController();
    const token = account.token();
    const { outcome } = await begun(
      engine().run(
        'extend',
        { ...ref('made'), expiresIn: '30d' },
        {
          token,
          signal: cancel.signal,
        },
      ),
    );
    cancel.abort();
    while (account.statuses('made')[0] === 'UPDATE_IN_PROGRESS') {
      await turn();
    }
    account.sandbox.clock.setSpeed(500);
    await expect(outcome).rejects.toMatchObject({
      name: 'OperationCancelledError',
    });
    expect(sent('CancelUpdateStack')).toMatchObject({
      ClientRequestToken: stepToken(token, 'cancel'),
    });
  });

  it('include service role and token for a teardown and for the deletion of a cancelled creation', async () => {
    const token = account.token();
    await end(engine().run('teardown', confirmed(ref('made')), { token }));
    expect(sent('DeleteStack')).toMatchObject({
      ClientRequestToken: token,
      RoleARN: SERVICE_ROLE,
    });

    account.sandbox.clock.setSpeed(0);
    const cancel = new AbortController();
    const options = account.by('jo', { signal: cancel.signal });
    const { event, outcome } = await begun(
      engine().run('deploy', request('unwanted'), options),
    );
    cancel.abort();
    account.sandbox.clock.setSpeed(500);
    await expect(outcome).rejects.toMatchObject({
      name: 'OperationCancelledError',
    });
    expect(sent('DeleteStack')).toMatchObject({
      ClientRequestToken: undoToken(event.stackId, 'cancel'),
      RoleARN: SERVICE_ROLE,
    });
  });
});
