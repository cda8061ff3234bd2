import {
  GetStackPolicyCommand,
  SetStackPolicyCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Harness } from '../../__testUtils__/Harness';

const ALLOW = {
  Effect: 'Allow',
  Action: 'Update:*',
  Principal: '*',
  Resource: '*',
};
const PROTECT_QUEUE = {
  Effect: 'Deny',
  Action: ['Update:Replace', 'Update:Delete'],
  Principal: '*',
  Resource: 'LogicalResourceId/Q*',
};

jest.setTimeout(120_000);

describe('stack policies', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  const template = (name: string, delay: number, withQueue = true) => ({
    Resources: {
      T: { Type: 'AWS::SNS::Topic' },
      ...(withQueue && {
        Queue: {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: name, DelaySeconds: delay },
        },
      }),
    },
  });
  const policy = (...Statement: object[]) => JSON.stringify({ Statement });
  const update = async (StackName: string, body: object, during?: string) => {
    await harness.client.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(body),
        StackPolicyDuringUpdateBody: during,
      }),
    );
    return (await harness.settled(StackName)).StackStatus;
  };
  const denial = async (stackName: string) =>
    (await harness.events(stackName))
      .filter(e => e.ResourceStatus === 'UPDATE_FAILED')
      .map(e => e.ResourceStatusReason)
      .at(-1);

  it('7.1 fails a denied change and rolls back the update', async () => {
    await harness.created('deny', template('deny-1', 1), {
      StackPolicyBody: policy(ALLOW, PROTECT_QUEUE),
    });
    expect(await update('deny', template('deny-1', 2))).toBe('UPDATE_COMPLETE');
    expect(await update('deny', template('deny-2', 2))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await denial('deny')).toBe(
      'Action denied by stack policy: Statement [#2] does not allow [Update:Replace, Update:Delete] for resource [LogicalResourceId/Q*];',
    );
    expect(await update('deny', template('deny-1', 2, false))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await denial('deny')).toContain(
      '[Update:Replace, Update:Delete] for resource',
    );
    expect(JSON.stringify(harness.sandbox.state().objects)).toContain('deny-1');
  });

  it('7.2 denies what no statement of a policy allows', async () => {
    await harness.created('implicit', template('implicit', 1), {
      StackPolicyBody: policy({ ...ALLOW, Resource: 'LogicalResourceId/T' }),
    });
    expect(await update('implicit', template('implicit', 2))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await denial('implicit')).toContain('[Update:Modify]');
  });

  it('7.3 accepts a stack policy for one update', async () => {
    await harness.created('during', template('during-1', 1), {
      StackPolicyBody: policy(ALLOW, PROTECT_QUEUE),
    });
    expect(await update('during', template('during-2', 1), policy(ALLOW))).toBe(
      'UPDATE_COMPLETE',
    );
    expect(await update('during', template('during-3', 1))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });

  it('7.4 sets and returns the policy and rejects an invalid one', async () => {
    await harness.created('set', template('set', 1));
    const set = (StackPolicyBody: string) =>
      harness.client.send(
        new SetStackPolicyCommand({ StackName: 'set', StackPolicyBody }),
      );
    await set(policy(ALLOW));
    const { StackPolicyBody } = await harness.client.send(
      new GetStackPolicyCommand({ StackName: 'set' }),
    );
    expect(StackPolicyBody).toBe(policy(ALLOW));
    for (const invalid of [
      'no JSON',
      policy({ ...ALLOW, Principal: 'somebody' }),
      policy({ ...ALLOW, Action: 'Delete:*' }),
      policy({ ...ALLOW, Effect: 'Maybe' }),
    ]) {
      await expect(set(invalid)).rejects.toThrow(/Invalid stack policy/);
    }
    await set(policy({ ...ALLOW, Resource: 'LogicalResourceId/T' }));
    await set('{}');
    expect(await update('set', template('set', 2))).toBe('UPDATE_COMPLETE');
  });

  it('7.5 applies statements by resource type', async () => {
    await harness.created('typed', template('typed-1', 1), {
      StackPolicyBody: policy(ALLOW, {
        Effect: 'Deny',
        Action: 'Update:*',
        Principal: '*',
        Resource: '*',
        Condition: { StringEquals: { ResourceType: ['AWS::SQS::Queue'] } },
      }),
    });
    expect(await update('typed', template('typed-1', 2))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });

  it('7.6 checks a conditional replacement as what it turns out to be, or as a replacement', async () => {
    const { readings } = harness.sandbox;
    const network = (InstanceTenancy: string) => ({
      Resources: {
        Vpc: {
          Type: 'AWS::EC2::VPC',
          Properties: { CidrBlock: '10.0.0.0/16', InstanceTenancy },
        },
      },
    });
    await harness.created('conditional', network('dedicated'), {
      StackPolicyBody: policy(ALLOW, {
        ...PROTECT_QUEUE,
        Resource: 'LogicalResourceId/Vpc',
      }),
    });
    readings.conditionalReplacement = 'replace';
    expect(await update('conditional', network('default'))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await denial('conditional')).toContain('denied by stack policy');

    readings.conditionalReplacement = 'outcome';
    expect(await update('conditional', network('default'))).toBe(
      'UPDATE_COMPLETE',
    );
    expect(await update('conditional', network('dedicated'))).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });
});
