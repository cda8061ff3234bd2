import {
  CreateStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Harness, topics } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

describe('creation', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());
  afterEach(() => harness.sandbox.faults.clear());

  it('1.1 returns the ARN immediately and continues asynchronously', async () => {
    harness.sandbox.clock.setSpeed(0);
    const id = await harness.create('at-once', topics({ A: [] }));
    expect(id).toMatch(
      /^arn:aws:cloudformation:us-east-1:000000000000:stack\/at-once\/[0-9a-f-]{36}$/,
    );
    expect((await harness.describe(id)).StackStatus).toBe('CREATE_IN_PROGRESS');
    harness.sandbox.clock.setSpeed(2000);
    expect((await harness.settled(id)).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('1.2 records three events per resource, the second with the physical ID', async () => {
    await harness.created('events', topics({ A: [] }), {
      ClientRequestToken: 'token-of-events',
    });
    const events = await harness.events('events');
    expect(
      events.map(e => [
        e.LogicalResourceId,
        e.ResourceStatus,
        e.ResourceStatusReason,
      ]),
    ).toEqual([
      ['events', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ['A', 'CREATE_IN_PROGRESS', undefined],
      ['A', 'CREATE_IN_PROGRESS', 'Resource creation Initiated'],
      ['A', 'CREATE_COMPLETE', undefined],
      ['events', 'CREATE_COMPLETE', undefined],
    ]);
    expect(events[1].PhysicalResourceId).toBe('');
    expect(events[2].PhysicalResourceId).toMatch(/^arn:aws:sns:.*events-A-/);
    expect(JSON.parse(events[1].ResourceProperties!)).toEqual({
      DisplayName: 'A',
    });
    expect(new Set(events.map(e => e.EventId)).size).toBe(events.length);
  });

  it('1.3 includes the client request token in every event of the operation', async () => {
    await harness.created('token', topics({ A: [] }), {
      ClientRequestToken: 'a-token',
    });
    const events = await harness.events('token');
    expect(events.map(e => e.ClientRequestToken)).toEqual(
      events.map(() => 'a-token'),
    );
  });

  it('1.4 creates a resource after its dependencies, and independent resources in parallel', async () => {
    await harness.created('order', topics({ C: ['A', 'B'], A: [], B: [] }));
    const story = await harness.story('order');
    const at = (line: string) => story.indexOf(line);
    expect(at('C CREATE_IN_PROGRESS')).toBeGreaterThan(
      Math.max(at('A CREATE_COMPLETE'), at('B CREATE_COMPLETE')),
    );
    expect(at('B CREATE_IN_PROGRESS')).toBeLessThan(at('A CREATE_COMPLETE'));
  });

  it('1.5 rolls back a failed creation and names the resources that failed', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'create',
      reason: 'No more topics',
    });
    const stack = await harness.created(
      'rollback',
      topics({ A: [], B: ['A'], C: ['B'] }),
    );
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await harness.events('rollback');
    const failure = events.find(e => e.ResourceStatus === 'CREATE_FAILED');
    expect(failure).toMatchObject({ LogicalResourceId: 'B' });
    expect(failure!.ResourceStatusReason).toMatch(
      /^Resource handler returned message: "No more topics" \(RequestToken: .*, HandlerErrorCode: GeneralServiceException\)$/,
    );
    const rollback = events.find(
      e => e.ResourceStatus === 'ROLLBACK_IN_PROGRESS',
    );
    expect(rollback!.ResourceStatusReason).toBe(
      'The following resource(s) failed to create: [B]. Rollback requested by user.',
    );
    expect(await harness.story('rollback')).not.toContain(
      'C CREATE_IN_PROGRESS',
    );
    expect(objectsOf(harness, 'rollback')).toEqual([]);
  });

  it('1.6 cancels resources in progress when another resource fails', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'create',
      reason: 'No',
    });
    // The queue is in progress for 0.2 seconds longer than the topic.
    harness.sandbox.clock.setSpeed(100);
    await harness.created('cancelled', {
      Resources: {
        ...topics({ B: [] }).Resources,
        Slow: { Type: 'AWS::SQS::Queue' },
      },
    });
    harness.sandbox.clock.setSpeed(2000);
    const events = await harness.events('cancelled');
    expect(
      events.find(
        e =>
          e.LogicalResourceId === 'Slow' &&
          e.ResourceStatus === 'CREATE_FAILED',
      )?.ResourceStatusReason,
    ).toBe('Resource creation cancelled');
    expect(objectsOf(harness, 'cancelled')).toEqual([]);
  });

  it('1.7 deletes the stack of a failed creation with OnFailure DELETE', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'create',
      reason: 'No',
    });
    const stack = await harness.created(
      'on-failure-delete',
      topics({ A: [], B: ['A'] }),
      { OnFailure: 'DELETE' },
    );
    expect(stack.StackStatus).toBe('DELETE_COMPLETE');
    const events = await harness.events(stack.StackId!);
    expect(
      events.find(e => e.ResourceStatus === 'DELETE_IN_PROGRESS')!
        .ResourceStatusReason,
    ).toBe(
      'The following resource(s) failed to create: [B]. Delete requested by user.',
    );
  });

  it('1.8 keeps a failed creation with DisableRollback', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'create',
      reason: 'No',
    });
    const stack = await harness.created(
      'disable-rollback',
      topics({ A: [], B: ['A'] }),
      { DisableRollback: true },
    );
    expect(stack.StackStatus).toBe('CREATE_FAILED');
    expect(objectsOf(harness, 'disable-rollback')).toHaveLength(1);
  });

  it('1.9 rejects a name until its stack is deleted', async () => {
    await harness.created('taken', topics({ A: [] }));
    await expect(
      harness.create('taken', topics({ A: [] })),
    ).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [taken] already exists',
    });
  });

  it('1.10 accepts exactly one of several concurrent creations with the same name', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        harness.create('race', topics({ A: [] })),
      ),
    );
    expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1);
  });

  it('1.11 rejects a client request token that has been used', async () => {
    const token = { ClientRequestToken: 'used-token' };
    await harness.created('first-use', topics({ A: [] }), token);
    for (const name of ['first-use', 'second-use']) {
      await expect(
        harness.create(name, topics({ A: [] }), token),
      ).rejects.toMatchObject({ name: 'TokenAlreadyExistsException' });
    }
  });

  it('1.12 requires capabilities for IAM resources', async () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      },
    };
    await expect(
      harness.create(
        'iam',
        { Resources: { Role: role } },
        { Capabilities: [] },
      ),
    ).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
  });

  it('1.13 enforces the limits of tags and stack names', async () => {
    const send = (StackName: string, Tags: { Key: string; Value: string }[]) =>
      harness.client.send(
        new CreateStackCommand({
          StackName,
          Tags,
          TemplateBody: JSON.stringify(topics({ A: [] })),
        }),
      );
    const many = Array.from({ length: 51 }, (_, i) => ({
      Key: `k${i}`,
      Value: 'v',
    }));
    await expect(send('limits', many)).rejects.toThrow(
      /less than or equal to 50/,
    );
    await expect(
      send('limits', [{ Key: 'k', Value: 'x'.repeat(257) }]),
    ).rejects.toThrow(/between 1 and 256/);
    await expect(
      send('limits', [{ Key: 'aws:k', Value: 'v' }]),
    ).rejects.toThrow(/aws: prefixed tag key names are not allowed/);
    await expect(send('1-limits', [])).rejects.toThrow(/stackName/);
  });

  it('1.14 returns outputs only after the stack is complete', async () => {
    const template = {
      ...topics({ A: [] }),
      Outputs: { Topic: { Value: { Ref: 'A' }, Description: 'The topic' } },
    };
    harness.sandbox.clock.setSpeed(0);
    const id = await harness.create('outputs', template);
    expect((await harness.describe(id)).Outputs).toBeUndefined();
    harness.sandbox.clock.setSpeed(2000);
    expect((await harness.settled(id)).Outputs).toEqual([
      {
        OutputKey: 'Topic',
        OutputValue: expect.stringContaining(':outputs-A-'),
        Description: 'The topic',
      },
    ]);
  });

  it('1.15 fails a resource without its required properties, also in an update', async () => {
    const queue = { Type: 'AWS::SQS::Queue' };
    const policy = (Properties: object) => ({
      Resources: {
        Queue: queue,
        Policy: { Type: 'AWS::SQS::QueuePolicy', Properties },
      },
    });
    const problem =
      'Properties validation failed for resource Policy with message:\n#: required key [Queues] not found';
    const id = await harness.create(
      'required',
      policy({ PolicyDocument: { Statement: [] } }),
    );
    expect((await harness.settled(id)).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await reasonsOf(harness, id, 'CREATE_FAILED')).toEqual([problem]);

    const whole = { PolicyDocument: {}, Queues: [{ Ref: 'Queue' }] };
    const other = await harness.created('required-later', policy(whole));
    await harness.client.send(
      new UpdateStackCommand({
        StackName: other.StackId,
        TemplateBody: JSON.stringify(policy({ PolicyDocument: {} })),
      }),
    );
    expect((await harness.settled(other.StackId!)).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await reasonsOf(harness, other.StackId!, 'UPDATE_FAILED')).toEqual([
      problem,
    ]);
  });

  it('1.16 ignores a property that only AWS sets', async () => {
    const stack = await harness.created('read-only', {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { Arn: 'arn:other' } },
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    });
    expect(stack.Outputs![0].OutputValue).toMatch(/^arn:aws:sqs:/);
  });
});

/** Why resources have failed, except those that were cancelled because of it. */
async function reasonsOf(
  harness: Harness,
  stackId: string,
  status: string,
): Promise<(string | undefined)[]> {
  const events = await harness.events(stackId);
  return events
    .filter(event => event.ResourceStatus === status)
    .map(event => event.ResourceStatusReason)
    .filter(reason => !reason?.endsWith('cancelled'));
}

/** IDs of the objects whose names contain the name of a stack. */
function objectsOf(harness: Harness, stackName: string): unknown[] {
  return Object.values(harness.sandbox.state().objects)
    .flat()
    .filter(id => String(id).includes(`${stackName}-`));
}
