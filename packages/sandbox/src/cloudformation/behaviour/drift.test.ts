import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import { World } from '../../resources/World';
import { Harness, topics } from '../../__testUtils__/Harness';

const TOPIC = 'AWS::SNS::Topic';

jest.setTimeout(120_000);

describe('drift', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  const detect = async (StackName: string) => {
    const { StackDriftDetectionId } = await harness.client.send(
      new DetectStackDriftCommand({ StackName }),
    );
    for (;;) {
      const detection = await harness.client.send(
        new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
      );
      if (detection.DetectionStatus !== 'DETECTION_IN_PROGRESS') {
        return detection;
      }
    }
  };
  const drifts = async (StackName: string) =>
    (
      await harness.client.send(
        new DescribeStackResourceDriftsCommand({ StackName }),
      )
    ).StackResourceDrifts!;

  it('8.1 reports an unchanged stack as IN_SYNC', async () => {
    await harness.created('sync', topics({ A: [] }));
    expect(await detect('sync')).toMatchObject({
      DetectionStatus: 'DETECTION_COMPLETE',
      StackDriftStatus: 'IN_SYNC',
      DriftedStackResourceCount: 0,
    });
    expect((await harness.describe('sync')).DriftInformation).toMatchObject({
      StackDriftStatus: 'IN_SYNC',
    });
  });

  it('8.2 reports an object that was deleted', async () => {
    await harness.created('drifted', topics({ A: [], B: [] }));
    const world = harness.sandbox.world('000000000000', 'us-east-1');
    world.remove(TOPIC, topic(world, 'drifted-A-').physicalId);
    expect(await detect('drifted')).toMatchObject({
      StackDriftStatus: 'DRIFTED',
      DriftedStackResourceCount: 1,
    });
    expect(await drifts('drifted')).toMatchObject([
      { LogicalResourceId: 'A', StackResourceDriftStatus: 'DELETED' },
      { LogicalResourceId: 'B', StackResourceDriftStatus: 'IN_SYNC' },
    ]);
  });

  it('8.3 reports the properties that were changed', async () => {
    await harness.created('changed', topics({ A: [] }));
    const world = harness.sandbox.world('000000000000', 'us-east-1');
    const before = topic(world, 'changed-A-');
    world.put(TOPIC, before.physicalId, {
      ...before,
      properties: { ...before.properties, DisplayName: 'by hand' },
    });
    await detect('changed');
    expect(await drifts('changed')).toMatchObject([
      {
        StackResourceDriftStatus: 'MODIFIED',
        PropertyDifferences: [
          {
            PropertyPath: '/DisplayName',
            ExpectedValue: 'A',
            ActualValue: 'by hand',
            DifferenceType: 'NOT_EQUAL',
          },
        ],
      },
    ]);
  });

  it('8.4 does not compare write-only properties', async () => {
    const PARAMETER = 'AWS::SSM::Parameter';
    await harness.created('write-only', {
      Resources: {
        P: {
          Type: PARAMETER,
          Properties: { Type: 'String', Value: 'v', Description: 'a' },
        },
      },
    });
    const { PhysicalResourceId } = (await harness.events('write-only')).find(
      event => event.LogicalResourceId === 'P' && event.PhysicalResourceId,
    )!;
    const world = harness.sandbox.world('000000000000', 'us-east-1');
    const change = (more: object) => {
      const stored = world.get<any>(PARAMETER, PhysicalResourceId!);
      world.put(PARAMETER, PhysicalResourceId!, {
        ...stored,
        properties: { ...stored.properties, ...more },
      });
    };
    change({ Description: 'b' });
    expect(await detect('write-only')).toMatchObject({
      StackDriftStatus: 'IN_SYNC',
    });
    change({ Value: 'w' });
    expect(await detect('write-only')).toMatchObject({
      StackDriftStatus: 'DRIFTED',
    });
  });
});

function topic(world: World, name: string) {
  return world
    .list<{ physicalId: string; properties: object }>(TOPIC)
    .find(({ physicalId }) => physicalId.includes(name))!;
}
