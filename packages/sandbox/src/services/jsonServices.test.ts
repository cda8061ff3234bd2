import {
  create,
  destroy,
  memoryWorld,
} from '../resources/__testUtils__/resources';
import { DEFAULT_ACCOUNT_SETTINGS } from '../AccountSettings';
import { DEFAULT_READINGS } from '../Readings';
import { CLOUDWATCH } from './cloudWatch';
import { KMS } from './kms';
import { OperationContext } from '../protocol/ServiceOperations';
import { SSM } from './ssm';

const world = memoryWorld();
const ctx: OperationContext = {
  world,
  readings: DEFAULT_READINGS,
  settings: DEFAULT_ACCOUNT_SETTINGS,
  region: 'us-east-1',
  accountId: '000000000000',
  accessKeyId: '000000000000',
  requestId: 'request',
};

describe('CloudWatch', () => {
  it('15.61 describes alarms and sets their state', async () => {
    const properties = {
      AlarmDescription: 'CPU over 80 %',
      AlarmActions: ['arn:aws:sns:us-east-1:000000000000:on-call'],
    };
    const { physicalId: AlarmName } = await create(
      world,
      'AWS::CloudWatch::Alarm',
      'Cpu',
      properties,
    );
    const { DescribeAlarms, SetAlarmState } = CLOUDWATCH.operations;
    const inAlarm = () => DescribeAlarms({ StateValue: 'ALARM' }, ctx);
    await expect(
      DescribeAlarms({ AlarmNames: [AlarmName] }, ctx),
    ).resolves.toMatchObject({
      MetricAlarms: [{ ...properties, AlarmName, StateValue: 'OK' }],
    });
    await expect(
      DescribeAlarms({ AlarmNamePrefix: 'other' }, ctx),
    ).resolves.toMatchObject({ MetricAlarms: [] });
    await expect(inAlarm()).resolves.toMatchObject({ MetricAlarms: [] });
    const change = { AlarmName, StateReason: '85 %' };

    await SetAlarmState({ ...change, StateValue: 'ALARM' }, ctx);

    await expect(inAlarm()).resolves.toMatchObject({
      MetricAlarms: [{ AlarmName, StateValue: 'ALARM', StateReason: '85 %' }],
    });
    await expect(
      SetAlarmState({ ...change, StateValue: 'LOUD' }, ctx),
    ).rejects.toMatchObject({ code: 'ValidationError' });
    await expect(
      SetAlarmState({ ...change, AlarmName: 'other' }, ctx),
    ).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });
});

describe('alarm actions', () => {
  it('15.71 disables and enables the actions of alarms', async () => {
    const { physicalId: AlarmName } = await create(
      world,
      'AWS::CloudWatch::Alarm',
      'Memory',
      { AlarmActions: ['arn:aws:sns:us-east-1:000000000000:on-call'] },
    );
    const { DescribeAlarms, DisableAlarmActions, EnableAlarmActions } =
      CLOUDWATCH.operations;
    const enabled = async () => {
      const { MetricAlarms } = await DescribeAlarms(
        { AlarmNames: [AlarmName] },
        ctx,
      );
      return (MetricAlarms as { ActionsEnabled: boolean }[])[0].ActionsEnabled;
    };
    const names = { AlarmNames: [AlarmName, 'no-such-alarm'] };

    await DisableAlarmActions(names, ctx);
    await expect(enabled()).resolves.toBe(false);
    await EnableAlarmActions(names, ctx);
    await expect(enabled()).resolves.toBe(true);
  });
});

describe('SSM', () => {
  it.each(['arm64', 'x86_64'])(
    'returns the public parameter of Amazon Linux 2023 for %s',
    async architecture => {
      const Name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
      await expect(SSM.operations.GetParameter({ Name }, ctx)).resolves.toEqual(
        {
          Parameter: expect.objectContaining({
            Name,
            Value: expect.stringMatching(/^ami-0[0-9a-f]{16}$/),
          }),
        },
      );
    },
  );

  it('15.15 returns the parameters of stacks and reports missing ones', async () => {
    const { physicalId } = await create(
      world,
      'AWS::SSM::Parameter',
      'Metadata',
      { Type: 'String', Value: 'eyJ9' },
    );
    await expect(
      SSM.operations.GetParameters({ Names: [physicalId, 'nothing'] }, ctx),
    ).resolves.toMatchObject({
      Parameters: [{ Name: physicalId, Value: 'eyJ9' }],
      InvalidParameters: ['nothing'],
    });
    await expect(
      SSM.operations.GetParameter({ Name: 'nothing' }, ctx),
    ).rejects.toMatchObject({ code: 'ParameterNotFound' });
  });
});

describe('KMS', () => {
  it('15.16 describes a key by ID, ARN and alias, and its pending deletion', async () => {
    const key = await create(world, 'AWS::KMS::Key', 'Key', {});
    await create(world, 'AWS::KMS::Alias', 'Alias', {
      AliasName: 'alias/tap',
      TargetKeyId: key.physicalId,
    });
    for (const KeyId of [key.physicalId, key.attributes.Arn, 'alias/tap']) {
      await expect(
        KMS.operations.DescribeKey({ KeyId }, ctx),
      ).resolves.toMatchObject({
        KeyMetadata: { KeyId: key.physicalId, KeyState: 'Enabled' },
      });
    }

    await destroy(world, 'AWS::KMS::Key', key.physicalId);

    await expect(
      KMS.operations.DescribeKey({ KeyId: key.physicalId }, ctx),
    ).resolves.toMatchObject({
      KeyMetadata: { KeyState: 'PendingDeletion', Enabled: false },
    });
    await expect(
      KMS.operations.DescribeKey({ KeyId: 'nothing' }, ctx),
    ).rejects.toMatchObject({ code: 'NotFoundException' });
  });
});
