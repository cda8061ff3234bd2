import {
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { Harness, topics } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

describe('reading', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start({ pageSize: 3 });
  });
  afterAll(() => harness.close());
  afterEach(() => harness.sandbox.faults.clear());

  it('6.1 lists stacks that are not deleted, in pages', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `page-${i}`);
    for (const name of names) {
      await harness.create(name, topics({ A: [] }));
    }
    const pages: string[][] = [];
    for await (const page of paginateDescribeStacks(
      { client: harness.client },
      {},
    )) {
      pages.push(page.Stacks!.map(s => s.StackName!));
    }
    expect(pages.map(page => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat().sort()).toEqual(names);
  });

  it('6.2 lists events newest first, in pages, without duplicates when events are added', async () => {
    harness.sandbox.clock.setSpeed(0);
    await harness.create('events', topics({ A: [] }));
    await harness.sawEvent('events', 'A CREATE_IN_PROGRESS');
    const first = await harness.client.send(
      new DescribeStackEventsCommand({ StackName: 'events' }),
    );
    harness.sandbox.clock.setSpeed(2000);
    await harness.settled('events');
    const all = await harness.events('events');
    expect(all.map(e => e.Timestamp!.getTime())).toEqual(
      all.map(e => e.Timestamp!.getTime()).sort((a, b) => a - b),
    );
    const newest = await harness.client.send(
      new DescribeStackEventsCommand({ StackName: 'events' }),
    );
    expect(newest.StackEvents).toHaveLength(3);
    expect(newest.NextToken).toBeDefined();
    const next = await harness.client.send(
      new DescribeStackEventsCommand({
        StackName: 'events',
        NextToken: newest.NextToken,
      }),
    );
    const ids = [...newest.StackEvents!, ...next.StackEvents!].map(
      e => e.EventId,
    );
    expect(ids).toEqual(all.map(e => e.EventId).reverse());
    expect(ids).toEqual(
      expect.arrayContaining(first.StackEvents!.map(e => e.EventId)),
    );
  });

  it('6.3 rejects an unknown page token', async () => {
    await expect(
      harness.client.send(new DescribeStacksCommand({ NextToken: 'made-up' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('6.4 returns resources with physical IDs and statuses', async () => {
    await harness.created('resources', topics({ A: [], B: [] }));
    const { StackResources } = await harness.client.send(
      new DescribeStackResourcesCommand({ StackName: 'resources' }),
    );
    expect(StackResources).toMatchObject([
      {
        LogicalResourceId: 'A',
        PhysicalResourceId: expect.stringContaining(':resources-A-'),
        ResourceType: 'AWS::SNS::Topic',
        ResourceStatus: 'CREATE_COMPLETE',
      },
      { LogicalResourceId: 'B' },
    ]);
    const { StackResourceSummaries } = await harness.client.send(
      new ListStackResourcesCommand({ StackName: 'resources' }),
    );
    expect(StackResourceSummaries).toHaveLength(2);
    const byPhysicalId = await harness.client.send(
      new DescribeStackResourcesCommand({
        PhysicalResourceId: StackResources![0].PhysicalResourceId,
      }),
    );
    expect(byPhysicalId.StackResources![0].StackName).toBe('resources');
  });

  it('6.5 returns the events of an operation, or only its failures', async () => {
    harness.sandbox.faults.add({
      kind: 'failResource',
      stack: '^failed$',
      logicalId: 'A',
      action: 'create',
      reason: 'No',
    });
    const stack = await harness.created('failed', topics({ A: [] }));
    const { OperationEvents } = await harness.client.send(
      new DescribeEventsCommand({
        OperationId: stack.LastOperations![0].OperationId,
        Filters: { FailedEvents: true },
      }),
    );
    expect(OperationEvents).toMatchObject([
      {
        LogicalResourceId: 'A',
        ResourceStatus: 'CREATE_FAILED',
        EventType: 'PROVISIONING_ERROR',
        OperationType: 'CREATE_STACK',
      },
    ]);
  });

  it('6.6 reports a stack that does not exist with the message that tools parse', async () => {
    await expect(harness.describe('absent')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id absent does not exist',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(harness.events('absent')).rejects.toThrow(
      'Stack [absent] does not exist',
    );
  });

  it('6.7 isolates accounts and regions', async () => {
    await harness.created('apart', topics({ A: [] }));
    const [elsewhere, other] = [
      harness.clientFor('000000000000', 'eu-west-1'),
      harness.clientFor('111122223333'),
    ];
    for (const client of [elsewhere, other]) {
      await expect(
        client.send(new DescribeStacksCommand({ StackName: 'apart' })),
      ).rejects.toThrow('does not exist');
      const { Stacks } = await client.send(new DescribeStacksCommand({}));
      expect(Stacks).toEqual([]);
    }
  });
});
