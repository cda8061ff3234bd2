import {
  CreateChangeSetCommand,
  CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Harness, topics } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

describe('change sets', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  const create = (
    StackName: string,
    ChangeSetName: string,
    template: object,
    input: Partial<CreateChangeSetCommandInput> = {},
  ) =>
    harness.client.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName,
        TemplateBody: JSON.stringify(template),
        ...input,
      }),
    );
  const worked = async (
    StackName: string,
    ChangeSetName: string,
  ): Promise<DescribeChangeSetCommandOutput> => {
    for (;;) {
      const changeSet = await harness.client.send(
        new DescribeChangeSetCommand({
          StackName,
          ChangeSetName,
          IncludePropertyValues: true,
        }),
      );
      if (!/PENDING|PROGRESS/.test(changeSet.Status!)) {
        return changeSet;
      }
    }
  };
  const execute = (StackName: string, ChangeSetName: string) =>
    harness.client.send(
      new ExecuteChangeSetCommand({
        StackName,
        ChangeSetName,
        ClientRequestToken: `execute-${StackName}-${ChangeSetName}`,
      }),
    );
  const queue = (QueueName: string, DelaySeconds: number) => ({
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName, DelaySeconds },
  });

  it('4.1 reserves the name of a new stack with a stack in REVIEW_IN_PROGRESS', async () => {
    await create('review', 'first', topics({ A: [] }), {
      ChangeSetType: 'CREATE',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    const stack = await harness.describe('review');
    expect(stack.StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(stack.Tags).toEqual([]);
    await expect(
      harness.create('review', topics({ A: [] })),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await worked('review', 'first');
    await harness.client.send(
      new DeleteChangeSetCommand({
        StackName: 'review',
        ChangeSetName: 'first',
      }),
    );
    expect((await harness.describe('review')).StackStatus).toBe(
      'REVIEW_IN_PROGRESS',
    );
    await harness.client.send(new DeleteStackCommand({ StackName: 'review' }));
    const gone = await harness.settled(stack.StackId!);
    expect(gone.StackStatus).toBe('DELETE_COMPLETE');
  });

  it('4.2 creates the stack when it is executed', async () => {
    await create('execute', 'make', topics({ A: [] }), {
      ChangeSetType: 'CREATE',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    const changeSet = await worked('execute', 'make');
    expect(changeSet).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        {
          Type: 'Resource',
          ResourceChange: {
            Action: 'Add',
            LogicalResourceId: 'A',
            ResourceType: 'AWS::SNS::Topic',
          },
        },
      ],
    });
    await execute('execute', 'make');
    const stack = await harness.settled('execute');
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      ChangeSetId: changeSet.ChangeSetId,
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    const events = await harness.events('execute');
    expect(events.at(-1)!.ClientRequestToken).toBe('execute-execute-make');
  });

  it('4.3 is created asynchronously and cannot be executed before it is complete', async () => {
    await harness.created('not-yet', topics({ A: [] }));
    harness.sandbox.clock.setSpeed(0);
    const { Id } = await create('not-yet', 'slow', topics({ A: [], B: [] }));
    await expect(execute('not-yet', 'slow')).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: `ChangeSet [${Id}] cannot be executed in its current status of [CREATE_PENDING]`,
    });
    harness.sandbox.clock.setSpeed(2000);
    expect((await worked('not-yet', 'slow')).Status).toBe('CREATE_COMPLETE');
  });

  it('4.4 fails if nothing changes', async () => {
    await harness.created('same', topics({ A: [] }));
    await create('same', 'none', topics({ A: [] }));
    expect(await worked('same', 'none')).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
  });

  it('4.5 reports replacements and in-place changes, with values and causes', async () => {
    const template = (name: string, delay: number) => ({
      Parameters: { Delay: { Type: 'Number', Default: delay } },
      Resources: {
        Replaced: queue(name, 1),
        InPlace: {
          Type: 'AWS::SQS::Queue',
          Properties: { DelaySeconds: { Ref: 'Delay' } },
        },
        Dependent: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: { 'Fn::GetAtt': ['Replaced', 'Arn'] } },
        },
        Untouched: { Type: 'AWS::SNS::Topic' },
      },
    });
    await harness.created('detail', template('detail-1', 1));
    await create('detail', 'look', template('detail-2', 2));
    const { Changes } = await worked('detail', 'look');
    const changes = Object.fromEntries(
      Changes!.map(c => [
        c.ResourceChange!.LogicalResourceId!,
        c.ResourceChange!,
      ]),
    );
    expect(Object.keys(changes).sort()).toEqual([
      'Dependent',
      'InPlace',
      'Replaced',
    ]);
    expect(changes.Replaced).toMatchObject({
      Action: 'Modify',
      Replacement: 'True',
      PolicyAction: 'ReplaceAndDelete',
      Scope: ['Properties'],
      Details: [
        {
          Target: {
            Attribute: 'Properties',
            Name: 'QueueName',
            Path: '/Properties/QueueName',
            RequiresRecreation: 'Always',
            BeforeValue: 'detail-1',
            AfterValue: 'detail-2',
            AttributeChangeType: 'Modify',
          },
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
        },
      ],
    });
    expect(changes.InPlace).toMatchObject({
      Replacement: 'False',
      Details: [
        {
          Target: { Name: 'DelaySeconds', RequiresRecreation: 'Never' },
          ChangeSource: 'ParameterReference',
          CausingEntity: 'Delay',
        },
      ],
    });
    expect(changes.Dependent.Details).toMatchObject([
      {
        Target: { AfterValue: '{{changeSet:KNOWN_AFTER_APPLY}}' },
        Evaluation: 'Dynamic',
        ChangeSource: 'ResourceAttribute',
        CausingEntity: 'Replaced.Arn',
      },
    ]);
    expect((await harness.describe('detail')).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
  });

  it('4.6 reports resources that the new template no longer contains', async () => {
    await harness.created(
      'remove',
      topics({ A: [], B: [] }, { B: { DeletionPolicy: 'Retain' } }),
    );
    await create('remove', 'less', topics({ A: [] }));
    const { Changes } = await worked('remove', 'less');
    expect(Changes!.map(c => c.ResourceChange)).toMatchObject([
      { Action: 'Remove', LogicalResourceId: 'B', PolicyAction: 'Retain' },
    ]);
  });

  it('4.7 accepts a change set name once per stack and is idempotent for the same ClientToken', async () => {
    await harness.created('names', topics({ A: [] }));
    const again = { ClientToken: 'the-same' };
    const one = await create('names', 'n', topics({ A: [], B: [] }), again);
    const two = await create('names', 'n', topics({ A: [], B: [] }), again);
    expect(two.Id).toBe(one.Id);
    await expect(
      create('names', 'n', topics({ A: [], C: [] })),
    ).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  });

  it('4.8 deletes the other change sets when one is executed', async () => {
    await harness.created('void', topics({ A: [] }));
    await create('void', 'one', topics({ A: [], B: [] }));
    await create('void', 'two', topics({ A: [], C: [] }));
    await worked('void', 'one');
    await worked('void', 'two');
    await execute('void', 'one');
    await harness.settled('void');
    await expect(execute('void', 'two')).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
    const { Summaries } = await harness.client.send(
      new ListChangeSetsCommand({ StackName: 'void' }),
    );
    expect(Summaries).toMatchObject([
      { ChangeSetName: 'one', ExecutionStatus: 'EXECUTE_COMPLETE' },
    ]);
  });

  it('4.9 becomes OBSOLETE after another update', async () => {
    await harness.created('obsolete', topics({ A: [] }));
    await create('obsolete', 'late', topics({ A: [], B: [] }));
    await worked('obsolete', 'late');
    await harness.client.send(
      new UpdateStackCommand({
        StackName: 'obsolete',
        TemplateBody: JSON.stringify(topics({ A: [], D: [] })),
      }),
    );
    await harness.settled('obsolete');
    await expect(execute('obsolete', 'late')).rejects.toThrow(
      /cannot be executed in its current execution status of \[OBSOLETE\]/,
    );
  });

  it('4.10 rejects UPDATE for an unknown stack and CREATE for an existing stack', async () => {
    await expect(
      create('absent', 'update', topics({ A: [] })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [absent] does not exist',
    });
    await harness.created('present', topics({ A: [] }));
    await expect(
      create('present', 'make', topics({ A: [] }), { ChangeSetType: 'CREATE' }),
    ).rejects.toThrow(
      'Stack [present] already exists and cannot be created again with the changeSet [make].',
    );
  });

  it('4.11 leaves the condition of a conditional property undecided until the update', async () => {
    const vpc = (InstanceTenancy: string) => ({
      Resources: {
        Vpc: {
          Type: 'AWS::EC2::VPC',
          Properties: { CidrBlock: '10.0.0.0/16', InstanceTenancy },
        },
      },
    });
    const vpcId = async () =>
      (await harness.events('conditional'))
        .filter(
          ({ LogicalResourceId, ResourceStatus }) =>
            LogicalResourceId === 'Vpc' &&
            /^(CREATE|UPDATE)_COMPLETE$/.test(ResourceStatus!),
        )
        .at(-1)!.PhysicalResourceId;
    await harness.created('conditional', vpc('dedicated'));
    const before = await vpcId();
    for (const [name, tenancy] of [
      ['relax', 'default'],
      ['tighten', 'dedicated'],
    ]) {
      await create('conditional', name, vpc(tenancy));
      expect((await worked('conditional', name)).Changes).toMatchObject([
        {
          ResourceChange: {
            Replacement: 'Conditional',
            Details: [
              {
                Target: {
                  Name: 'InstanceTenancy',
                  RequiresRecreation: 'Conditionally',
                },
                Evaluation: 'Static',
              },
            ],
          },
        },
      ]);
      await execute('conditional', name);
      await harness.settled('conditional');
      // Only from default to dedicated, it is another VPC.
      expect((await vpcId()) === before).toBe(tenancy === 'default');
    }
  });
});
