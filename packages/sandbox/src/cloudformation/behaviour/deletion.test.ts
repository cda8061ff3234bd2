import {
  DeleteStackCommand,
  DeleteStackCommandInput,
  DescribeStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { Harness, topics } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

describe('deletion', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());
  afterEach(() => harness.sandbox.faults.clear());

  const remove = (input: DeleteStackCommandInput) =>
    harness.client.send(new DeleteStackCommand(input));
  const objects = () =>
    Object.values(harness.sandbox.state().objects).flat().map(String);

  it('2.1 deletes resources in reverse order of their dependencies, then the stack', async () => {
    const { StackId } = await harness.created(
      'gone',
      topics({ A: [], B: ['A'] }),
    );
    await remove({ StackName: 'gone', ClientRequestToken: 'delete-gone' });
    expect((await harness.settled(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    const story = await harness.story(StackId!);
    expect(story.slice(-6)).toEqual([
      'gone DELETE_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'gone DELETE_COMPLETE',
    ]);
    expect(objects().filter(id => id.includes('gone-'))).toEqual([]);
  });

  it('2.2 finds a deleted stack only by ARN and lists it as deleted', async () => {
    const { StackId } = await harness.created('by-arn', topics({ A: [] }));
    await remove({ StackName: 'by-arn' });
    const stack = await harness.settled(StackId!);
    expect(stack.DeletionTime).toBeInstanceOf(Date);
    await expect(harness.describe('by-arn')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id by-arn does not exist',
    });
    const { StackSummaries } = await harness.client.send(
      new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }),
    );
    expect(StackSummaries!.map(s => s.StackId)).toContain(StackId);
  });

  it('2.3 releases the name: a new stack with the same name has another ARN', async () => {
    const { StackId } = await harness.created('again', topics({ A: [] }));
    await remove({ StackName: 'again' });
    await harness.settled(StackId!);
    const next = await harness.created('again', topics({ A: [] }));
    expect(next.StackStatus).toBe('CREATE_COMPLETE');
    expect(next.StackId).not.toBe(StackId);
    expect((await harness.describe(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
  });

  it('2.4 succeeds for a stack that does not exist', async () => {
    await expect(remove({ StackName: 'never-was' })).resolves.toBeDefined();
  });

  it('2.5 rejects the deletion while termination protection is enabled', async () => {
    await harness.created('protected', topics({ A: [] }), {
      EnableTerminationProtection: true,
    });
    await expect(remove({ StackName: 'protected' })).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'Stack [protected] cannot be deleted while TerminationProtection is enabled',
    });
    await harness.client.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'protected',
        EnableTerminationProtection: false,
      }),
    );
    await expect(remove({ StackName: 'protected' })).resolves.toBeDefined();
  });

  it('2.6 fails and names the resources; their dependencies are kept', async () => {
    await harness.created('stuck', topics({ A: [], B: ['A'], C: [] }));
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'delete',
      reason: 'Still in use',
    });
    await remove({ StackName: 'stuck' });
    const stack = await harness.settled('stuck');
    expect(stack.StackStatus).toBe('DELETE_FAILED');
    expect(stack.StackStatusReason).toBe(
      'The following resource(s) failed to delete: [B]. ',
    );
    const { StackResources } = await harness.client.send(
      new DescribeStackResourcesCommand({ StackName: 'stuck' }),
    );
    expect(
      StackResources!.map(r => [r.LogicalResourceId, r.ResourceStatus]),
    ).toEqual([
      ['A', 'CREATE_COMPLETE'],
      ['B', 'DELETE_FAILED'],
      ['C', 'DELETE_COMPLETE'],
    ]);
  });

  it('2.7 resumes a failed deletion and skips RetainResources', async () => {
    const { StackId } = await harness.created(
      'retain-one',
      topics({ A: [], B: ['A'] }),
    );
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'delete',
      reason: 'No',
    });
    await remove({ StackName: 'retain-one' });
    await harness.settled('retain-one');
    await remove({ StackName: 'retain-one', RetainResources: ['B'] });
    expect((await harness.settled(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    const left = objects().filter(id => id.includes('retain-one-'));
    expect(left).toHaveLength(1);
    expect(left[0]).toContain('retain-one-B-');
  });

  it('2.8 accepts RetainResources and FORCE_DELETE_STACK only after a failed deletion', async () => {
    await harness.created('too-early', topics({ A: [] }));
    await expect(
      remove({ StackName: 'too-early', RetainResources: ['A'] }),
    ).rejects.toThrow(/RetainResources can only be specified/);
    await expect(
      remove({ StackName: 'too-early', DeletionMode: 'FORCE_DELETE_STACK' }),
    ).rejects.toThrow(/FORCE_DELETE_STACK can only be specified/);
  });

  it('2.9 leaves resources that cannot be deleted with FORCE_DELETE_STACK', async () => {
    const { StackId } = await harness.created('forced', topics({ A: [] }));
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'A',
      action: 'delete',
      reason: 'No',
    });
    await remove({ StackName: 'forced' });
    await harness.settled('forced');
    await remove({
      StackName: 'forced',
      DeletionMode: 'FORCE_DELETE_STACK',
    });
    expect((await harness.settled(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
  });

  it('2.10 stops a creation in progress and deletes its resources', async () => {
    harness.sandbox.clock.setSpeed(0);
    const id = await harness.create('stop', topics({ A: [] }));
    await harness.sawEvent('stop', 'A CREATE_IN_PROGRESS');
    await remove({ StackName: 'stop' });
    harness.sandbox.clock.setSpeed(2000);
    expect((await harness.settled(id)).StackStatus).toBe('DELETE_COMPLETE');
    const events = await harness.events(id);
    expect(
      events.find(e => e.ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason,
    ).toBe('Resource creation cancelled');
    expect(objects().filter(o => o.includes(':stop-'))).toEqual([]);
  });

  it('2.11 keeps Retain and RetainExceptOnCreate resources when the stack is deleted', async () => {
    const { StackId } = await harness.created(
      'kept',
      topics(
        { A: [], B: [], C: [] },
        {
          A: { DeletionPolicy: 'Retain' },
          B: { DeletionPolicy: 'RetainExceptOnCreate' },
        },
      ),
    );
    await remove({ StackName: 'kept' });
    await harness.settled(StackId!);
    const story = await harness.story(StackId!);
    expect(story).toEqual(
      expect.arrayContaining([
        'A DELETE_SKIPPED',
        'B DELETE_SKIPPED',
        'C DELETE_COMPLETE',
      ]),
    );
    expect(objects().filter(id => id.includes('kept-'))).toHaveLength(2);
  });

  it('2.12 keeps Retain but not RetainExceptOnCreate resources when a creation is rolled back', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Z',
      action: 'create',
      reason: 'No',
    });
    await harness.created(
      'half',
      topics(
        { A: [], B: [], Z: ['A', 'B'] },
        {
          A: { DeletionPolicy: 'Retain' },
          B: { DeletionPolicy: 'RetainExceptOnCreate' },
        },
      ),
    );
    const left = objects().filter(id => id.includes(':half-'));
    expect(left).toHaveLength(1);
    expect(left[0]).toContain(':half-A-');
  });

  it('2.18 reads the deletion of OnFailure DELETE as a rollback, or as a deletion', async () => {
    const keptIf = async (reading: 'rollback' | 'deletion') => {
      harness.sandbox.readings.onFailureDelete = reading;
      const name = `on-failure-${reading}`;
      const stack = await harness.created(
        name,
        topics(
          { A: [], B: [], Z: ['A', 'B'] },
          { A: { DeletionPolicy: 'RetainExceptOnCreate' } },
        ),
        { OnFailure: 'DELETE' },
      );
      harness.sandbox.readings.onFailureDelete = 'rollback';
      expect(stack.StackStatus).toBe('DELETE_COMPLETE');
      return objects().filter(id => id.includes(`:${name}-`));
    };
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Z',
      action: 'create',
      reason: 'No',
    });
    await expect(keptIf('rollback')).resolves.toEqual([]);
    await expect(keptIf('deletion')).resolves.toEqual([
      expect.stringContaining('-A-'),
    ]);
  });

  it('2.14 takes a final snapshot when a creation is rolled back after its database was created', async () => {
    const subnet = (CidrBlock: string, AvailabilityZone: string) => ({
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone },
    });
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Last',
      action: 'create',
      reason: 'No',
    });
    const { StackStatus } = await harness.created('snapped', {
      Resources: {
        Vpc: {
          Type: 'AWS::EC2::VPC',
          Properties: { CidrBlock: '10.0.0.0/16' },
        },
        A: subnet('10.0.0.0/24', 'us-east-1a'),
        B: subnet('10.0.1.0/24', 'us-east-1b'),
        Group: {
          Type: 'AWS::RDS::DBSubnetGroup',
          Properties: {
            DBSubnetGroupDescription: 'test',
            SubnetIds: [{ Ref: 'A' }, { Ref: 'B' }],
          },
        },
        Database: {
          Type: 'AWS::RDS::DBInstance',
          DeletionPolicy: 'Snapshot',
          Properties: {
            DBInstanceIdentifier: 'snapped',
            Engine: 'postgres',
            EngineVersion: '17.9',
            DBInstanceClass: 'db.t4g.micro',
            AllocatedStorage: '20',
            MasterUsername: 'tapadmin',
            MasterUserPassword: 'for-this-test-only',
            DBSubnetGroupName: { Ref: 'Group' },
          },
        },
        Last: { Type: 'AWS::SNS::Topic', DependsOn: 'Database' },
      },
    });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(
      harness.sandbox.world('000000000000', 'us-east-1').list('db-snapshot'),
    ).toMatchObject([
      { identifier: expect.stringMatching(/^snapped-snapshot-database-/) },
    ]);
  }, 60_000);

  it('2.15 ends in DELETE_FAILED, with the token of the creation, if the deletion of a failed creation fails', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'C',
      action: 'create',
      reason: 'No',
    });
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'delete',
      reason: 'B has dependencies and cannot be deleted',
      count: 1,
    });
    const { StackId, StackStatus } = await harness.created(
      'left',
      topics({ A: [], B: ['A'], C: ['B'], D: [] }),
      { OnFailure: 'DELETE', ClientRequestToken: 'create-left' },
    );
    expect(StackStatus).toBe('DELETE_FAILED');
    const events = await harness.events(StackId!);
    expect(new Set(events.map(e => e.ClientRequestToken))).toEqual(
      new Set(['create-left']),
    );
  });

  it('2.16 keeps RetainExceptOnCreate resources in a second deletion, which is not a rollback', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'Z',
      action: 'create',
      reason: 'No',
    });
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'A',
      action: 'delete',
      reason: 'A has dependencies and cannot be deleted',
      count: 1,
    });
    const { StackId, StackStatus } = await harness.created(
      'no-rollback',
      topics(
        { A: [], B: [], Z: ['A', 'B'] },
        {
          A: { DeletionPolicy: 'RetainExceptOnCreate' },
          B: { DeletionPolicy: 'RetainExceptOnCreate' },
        },
      ),
      { OnFailure: 'DELETE' },
    );
    expect(StackStatus).toBe('DELETE_FAILED');
    await remove({ StackName: StackId });
    expect((await harness.settled(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    const left = objects().filter(id => id.includes(':no-rollback-'));
    expect(left).toHaveLength(1);
    expect(left[0]).toContain(':no-rollback-A-');
  });

  it('2.17 deletes only the remaining resources in a second deletion', async () => {
    const { StackId } = await harness.created(
      'twice-tried',
      topics({ A: [], B: ['A'], C: ['B'], D: [] }),
    );
    harness.sandbox.faults.add({
      kind: 'failResource',
      logicalId: 'B',
      action: 'delete',
      reason: 'B has dependencies and cannot be deleted',
      count: 1,
    });
    await remove({ StackName: StackId });
    expect((await harness.settled(StackId!)).StackStatus).toBe('DELETE_FAILED');
    const first = await harness.story(StackId!);
    await remove({ StackName: StackId });
    expect((await harness.settled(StackId!)).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    expect((await harness.story(StackId!)).slice(first.length)).toEqual([
      'twice-tried DELETE_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'twice-tried DELETE_COMPLETE',
    ]);
  });

  it('2.13 succeeds for a stack that is being deleted', async () => {
    const { StackId } = await harness.created('twice', topics({ A: [] }));
    harness.sandbox.clock.setSpeed(0);
    await remove({ StackName: 'twice' });
    await remove({ StackName: 'twice' });
    harness.sandbox.clock.setSpeed(2000);
    await harness.settled(StackId!);
    const story = await harness.story(StackId!);
    expect(
      story.filter(line => line === 'twice DELETE_IN_PROGRESS'),
    ).toHaveLength(1);
  });
});
