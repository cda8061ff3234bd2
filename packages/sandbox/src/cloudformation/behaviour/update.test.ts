import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { Harness, topics } from '../../__testUtils__/Harness';

const QUEUE = 'AWS::SQS::Queue';

/** A reference to a parameter that does not exist fails the resource. */
const failing = {
  Bad: {
    Type: 'AWS::SNS::Topic',
    Properties: { DisplayName: '{{resolve:ssm:/there/is/none}}' },
  },
};

jest.setTimeout(120_000);

describe('update', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());
  afterEach(() => harness.sandbox.faults.clear());

  const update = (
    StackName: string,
    template: object | undefined,
    input: Partial<UpdateStackCommandInput> = {},
  ) =>
    harness.client.send(
      new UpdateStackCommand({
        StackName,
        ...(template
          ? { TemplateBody: JSON.stringify(template) }
          : { UsePreviousTemplate: true }),
        ...input,
      }),
    );
  const physicalId = async (StackName: string, LogicalResourceId: string) =>
    (
      await harness.client.send(
        new DescribeStackResourceCommand({ StackName, LogicalResourceId }),
      )
    ).StackResourceDetail!.PhysicalResourceId!;
  const named = (displayName: string) => ({
    Resources: {
      A: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: displayName } },
      B: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'same' } },
    },
  });
  const fifo = (name: string, rest = {}) => ({
    Resources: {
      Q: { Type: QUEUE, Properties: { QueueName: name }, ...rest },
    },
  });
  const objects = () =>
    Object.values(harness.sandbox.state().objects).flat().map(String);
  const failUpdateOf = (logicalId: string, count = 1) =>
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId,
      action: 'update',
      reason: 'Not now',
      count,
    });

  it('3.1 updates only resources that change, in place if possible', async () => {
    await harness.created('in-place', named('one'));
    const before = await physicalId('in-place', 'A');
    await update('in-place', named('two'));
    expect((await harness.settled('in-place')).StackStatus).toBe(
      'UPDATE_COMPLETE',
    );
    expect(await physicalId('in-place', 'A')).toBe(before);
    const story = await harness.story('in-place');
    expect(story.slice(story.indexOf('in-place UPDATE_IN_PROGRESS'))).toEqual([
      'in-place UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      'in-place UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'in-place UPDATE_COMPLETE',
    ]);
  });

  it('3.2 replaces a resource if a property cannot be changed, and deletes the old one in the cleanup', async () => {
    await harness.created('replace', fifo('replace-old'));
    await update('replace', fifo('replace-new'));
    await harness.settled('replace');
    expect(await physicalId('replace', 'Q')).toMatch(/replace-new$/);
    const events = await harness.events('replace');
    expect(
      events.find(
        e =>
          e.ResourceStatus === 'UPDATE_IN_PROGRESS' && e.ResourceType === QUEUE,
      )?.ResourceStatusReason,
    ).toBe(
      'Requested update requires the creation of a new physical resource; hence creating one.',
    );
    const cleanup = events.findIndex(
      e => `${e.ResourceStatus}` === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    );
    const deletion = events.findIndex(
      e => e.ResourceStatus === 'DELETE_COMPLETE',
    );
    expect(deletion).toBeGreaterThan(cleanup);
    expect(events[deletion].PhysicalResourceId).toMatch(/replace-old$/);
    expect(objects().filter(id => id.includes('replace-old'))).toEqual([]);
  });

  it('3.3 keeps a replaced object with UpdateReplacePolicy Retain', async () => {
    const rest = { UpdateReplacePolicy: 'Retain' };
    await harness.created('keep-old', fifo('keep-old-1', rest));
    await update('keep-old', fifo('keep-old-2', rest));
    await harness.settled('keep-old');
    expect(await harness.story('keep-old')).toContain('Q DELETE_SKIPPED');
    expect(objects().filter(id => id.includes('keep-old-'))).toHaveLength(2);
  });

  it('3.4 creates new resources and deletes removed ones in the cleanup', async () => {
    await harness.created('add-remove', topics({ A: [], B: [] }));
    await update('add-remove', topics({ A: [], C: ['A'] }));
    await harness.settled('add-remove');
    const story = await harness.story('add-remove');
    expect(story.slice(story.indexOf('add-remove UPDATE_IN_PROGRESS'))).toEqual(
      [
        'add-remove UPDATE_IN_PROGRESS',
        'C CREATE_IN_PROGRESS',
        'C CREATE_IN_PROGRESS',
        'C CREATE_COMPLETE',
        'add-remove UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        'B DELETE_IN_PROGRESS',
        'B DELETE_COMPLETE',
        'add-remove UPDATE_COMPLETE',
      ],
    );
  });

  it('3.5 rejects an update without changes', async () => {
    await harness.created('nothing', named('one'));
    await expect(update('nothing', named('one'))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('3.6 rejects an update in a state that does not allow it', async () => {
    const { StackId } = await harness.created('rolled-back', {
      Resources: { A: { Type: 'AWS::SNS::Topic' }, ...failing },
    });
    await expect(update('rolled-back', named('x'))).rejects.toThrow(
      `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
  });

  it('3.7 rolls back a failed update to the previous properties and parameters', async () => {
    const template = (extra: object) => ({
      Parameters: { Name: { Type: 'String' } },
      Resources: {
        A: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: { Ref: 'Name' } },
        },
        B: {
          Type: 'AWS::SNS::Topic',
          // No other operation is in progress when B fails.
          DependsOn: ['A', ...Object.keys(extra)],
          Properties: { DisplayName: { Ref: 'Name' } },
        },
        ...extra,
      },
      Outputs: { Name: { Value: { Ref: 'Name' } } },
    });
    const name = (ParameterValue: string) => [
      { ParameterKey: 'Name', ParameterValue },
    ];
    await harness.created('undo', template({}), { Parameters: name('old') });
    failUpdateOf('B');
    await update('undo', template({ C: { Type: 'AWS::SNS::Topic' } }), {
      Parameters: name('new'),
    });
    const stack = await harness.settled('undo');
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack.Parameters).toEqual(name('old'));
    expect(stack.Outputs![0].OutputValue).toBe('old');
    const events = await harness.events('undo');
    expect(
      events.find(e => e.ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS')!
        .ResourceStatusReason,
    ).toBe('The following resource(s) failed to update: [B]. ');
    const story = await harness.story('undo');
    expect(story).toContain('C DELETE_COMPLETE');
    expect(
      story.indexOf('undo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'),
    ).toBeLessThan(story.indexOf('C DELETE_COMPLETE'));
    expect(story.filter(line => line === 'A UPDATE_COMPLETE')).toHaveLength(2);
  });

  it('3.8 keeps the old object when a replacement is rolled back', async () => {
    const template = (queue: string, topic: string) => ({
      Resources: {
        ...fifo(queue).Resources,
        T: {
          Type: 'AWS::SNS::Topic',
          DependsOn: 'Q',
          Properties: { DisplayName: topic },
        },
      },
    });
    await harness.created('old-again', template('old-again-1', 'a'));
    failUpdateOf('T');
    await update('old-again', template('old-again-2', 'b'));
    expect((await harness.settled('old-again')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(await physicalId('old-again', 'Q')).toMatch(/old-again-1$/);
    expect(objects().filter(id => /old-again-\d/.test(id))).toHaveLength(1);
  });

  it('3.9 cancels only an update in progress', async () => {
    await harness.created('cancel', named('one'));
    const cancel = () =>
      harness.client.send(
        new CancelUpdateStackCommand({ StackName: 'cancel' }),
      );
    await expect(cancel()).rejects.toThrow(
      'CancelUpdateStack cannot be called from current stack status',
    );
    harness.sandbox.clock.setSpeed(0);
    await update('cancel', named('two'));
    await harness.sawEvent('cancel', 'A UPDATE_IN_PROGRESS');
    await cancel();
    harness.sandbox.clock.setSpeed(2000);
    expect((await harness.settled('cancel')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    const events = await harness.events('cancel');
    expect(
      events.find(e => e.ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS')!
        .ResourceStatusReason,
    ).toBe('User Initiated');
    expect(
      events.find(e => e.ResourceStatus === 'UPDATE_FAILED')!
        .ResourceStatusReason,
    ).toBe('Resource update cancelled');
  });

  it('3.10 ends in UPDATE_ROLLBACK_FAILED when the rollback fails, and continues on request', async () => {
    await harness.created('no-way-back', named('one'));
    const bad = {
      Resources: {
        ...named('two').Resources,
        Z: { Type: 'AWS::SNS::Topic', DependsOn: 'A' },
      },
    };
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Z',
      action: 'create',
      reason: 'No',
    });
    harness.sandbox.clock.setSpeed(0);
    await update('no-way-back', bad);
    await harness.sawEvent('no-way-back', 'A UPDATE_IN_PROGRESS');
    failUpdateOf('A');
    harness.sandbox.clock.setSpeed(2000);
    const stuck = await harness.settled('no-way-back');
    expect(stuck.StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    expect(stuck.StackStatusReason).toBe(
      'The following resource(s) failed to update: [A]. ',
    );
    await expect(update('no-way-back', named('three'))).rejects.toThrow(
      /is in UPDATE_ROLLBACK_FAILED state and can not be updated/,
    );
    await harness.client.send(
      new ContinueUpdateRollbackCommand({ StackName: 'no-way-back' }),
    );
    expect((await harness.settled('no-way-back')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });

  it('3.11 skips the resources in ResourcesToSkip', async () => {
    await harness.created('skip', named('one'));
    failUpdateOf('A', 2);
    await update('skip', named('two'));
    expect((await harness.settled('skip')).StackStatus).toBe(
      'UPDATE_ROLLBACK_FAILED',
    );
    await harness.client.send(
      new ContinueUpdateRollbackCommand({
        StackName: 'skip',
        ResourcesToSkip: ['A'],
      }),
    );
    expect((await harness.settled('skip')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    const events = await harness.events('skip');
    expect(events.map(e => e.ResourceStatusReason)).toContain(
      'Resource update skipped during continue update rollback',
    );
  });

  it('3.12 uses the previous template and parameter values on request', async () => {
    const template = {
      Parameters: { One: { Type: 'String' }, Two: { Type: 'String' } },
      Resources: {
        A: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: { 'Fn::Sub': '${One}-${Two}' } },
        },
      },
      Outputs: { Both: { Value: { 'Fn::Sub': '${One}-${Two}' } } },
    };
    await harness.created('previous', template, {
      Parameters: [
        { ParameterKey: 'One', ParameterValue: '1' },
        { ParameterKey: 'Two', ParameterValue: '2' },
      ],
    });
    await update('previous', undefined, {
      Parameters: [
        { ParameterKey: 'One', UsePreviousValue: true },
        { ParameterKey: 'Two', ParameterValue: 'two' },
      ],
    });
    const stack = await harness.settled('previous');
    expect(stack.Outputs![0].OutputValue).toBe('1-two');
  });

  it('3.13 updates every resource that supports tags when the stack tags change', async () => {
    await harness.created('tags', topics({ A: [], B: [] }), {
      Tags: [{ Key: 'k', Value: '1' }],
    });
    await update('tags', undefined, { Tags: [{ Key: 'k', Value: '2' }] });
    await harness.settled('tags');
    expect(await harness.story('tags')).toEqual(
      expect.arrayContaining(['A UPDATE_COMPLETE', 'B UPDATE_COMPLETE']),
    );
  });

  it('3.14 rejects a change of resource type', async () => {
    await harness.created('types', topics({ A: [] }));
    await expect(
      update('types', { Resources: { A: { Type: QUEUE } } }),
    ).rejects.toThrow(/Update of resource type is not permitted.*\[A\]/);
  });

  it('3.15 rejects deletion and update of a stack that is being updated', async () => {
    const { StackId } = await harness.created('busy', named('one'));
    harness.sandbox.clock.setSpeed(0);
    await update('busy', named('two'));
    await expect(
      harness.client.send(new DeleteStackCommand({ StackName: 'busy' })),
    ).rejects.toThrow(
      `Stack [${StackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
    );
    await expect(update('busy', named('three'))).rejects.toThrow(
      `Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`,
    );
    harness.sandbox.clock.setSpeed(2000);
    await harness.settled('busy');
  });

  it('3.16 keeps a failed update with DisableRollback until RollbackStack', async () => {
    await harness.created('left', named('one'));
    failUpdateOf('A');
    await update('left', named('two'), { DisableRollback: true });
    expect((await harness.settled('left')).StackStatus).toBe('UPDATE_FAILED');
    await harness.client.send(new RollbackStackCommand({ StackName: 'left' }));
    expect((await harness.settled('left')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });

  it('3.17 applies changed deletion policies, alone or only together with another change', async () => {
    const { readings } = harness.sandbox;
    const bucket = (DeletionPolicy: string, rest = {}) => ({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy, ...rest },
      },
    });
    await harness.created('policy-only', bucket('Delete'));
    readings.policyOnlyUpdate = 'none';
    await expect(update('policy-only', bucket('Retain'))).rejects.toThrow(
      'No updates are to be performed.',
    );
    await update('policy-only', bucket('Retain', { Metadata: { a: 1 } }));
    expect((await harness.settled('policy-only')).StackStatus).toBe(
      'UPDATE_COMPLETE',
    );
    readings.policyOnlyUpdate = 'update';
    await update('policy-only', bucket('Delete', { Metadata: { a: 1 } }));
    expect((await harness.settled('policy-only')).StackStatus).toBe(
      'UPDATE_COMPLETE',
    );
  });

  it('3.18 does not replace a resource whose custom name stays the same', async () => {
    const role = (RoleName: string, Path: string) => ({
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { RoleName, Path, AssumeRolePolicyDocument: {} },
        },
      },
    });
    await harness.created('custom-name', role('fixed', '/before/'));
    const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
    await update('custom-name', role('fixed', '/after/'), { Capabilities });
    expect((await harness.settled('custom-name')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(
      (await harness.events('custom-name')).find(
        e => e.ResourceStatus === 'UPDATE_FAILED',
      )?.ResourceStatusReason,
    ).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename fixed and update the stack again.',
    );
    await update('custom-name', role('renamed', '/after/'), { Capabilities });
    expect((await harness.settled('custom-name')).StackStatus).toBe(
      'UPDATE_COMPLETE',
    );
  });
});
