import { AwsError } from '../protocol/AwsError';
import { Service } from '../protocol/ServiceOperations';
import { arn, text, texts } from '../resources/names';
import {
  findStored,
  listStored,
  store,
  StoredResource,
} from '../resources/StoredResource';
import { World } from '../resources/World';
import { page } from './pages';

const ALARM = 'AWS::CloudWatch::Alarm';

/** An alarm whose state has been set. */
interface StoredAlarm extends StoredResource {
  state?: { value: string; reason: string; at: string };
  /** Set by DisableAlarmActions and EnableAlarmActions; the property of the alarm otherwise. */
  actionsEnabled?: boolean;
}

/**
 * CloudWatch: the alarms of stacks. The sandbox has no metrics, so an alarm is OK until a caller sets its state.
 */
export const CLOUDWATCH: Service = {
  name: 'monitoring',
  protocol: 'json',
  targetPrefix: 'GraniteServiceVersion20100801',
  permissions: (
    operation,
    { AlarmName, AlarmNames = [AlarmName ?? '*'] },
    ctx,
  ) => ({
    actions: [`cloudwatch:${operation}`],
    resources: {
      'cloudwatch:alarm': texts(AlarmNames).map(name => ({
        arn: arn(ctx, 'cloudwatch', `alarm:${name}`),
      })),
    },
  }),
  operations: {
    DescribeAlarms: async (params, { world }) => {
      const { AlarmNamePrefix, AlarmNames, StateValue } = params;
      const names = texts(AlarmNames);
      const wanted = listStored<StoredAlarm>(world, ALARM)
        .filter(
          ({ physicalId }) =>
            (names.length === 0 || names.includes(physicalId)) &&
            physicalId.startsWith(text(AlarmNamePrefix) ?? ''),
        )
        .map(describe)
        .filter(
          alarm => StateValue === undefined || alarm.StateValue === StateValue,
        );
      const { items, next } = page(
        wanted,
        params.NextToken,
        params.MaxRecords ?? 50,
      );
      return { MetricAlarms: items, CompositeAlarms: [], NextToken: next };
    },

    SetAlarmState: async (params, { world }) => {
      const name = String(params.AlarmName);
      const alarm = findStored<StoredAlarm>(world, ALARM, name);
      if (!alarm) {
        throw new AwsError('ResourceNotFound', `Alarm ${name} not found`, 404);
      }
      const value = String(params.StateValue);
      if (!['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(value)) {
        throw new AwsError(
          'ValidationError',
          `StateValue must be OK, ALARM or INSUFFICIENT_DATA, not ${value}`,
        );
      }
      const changed: StoredAlarm = {
        ...alarm,
        state: {
          value,
          reason: String(params.StateReason),
          at: new Date().toISOString(),
        },
      };
      store(world, changed);
      return {};
    },

    DisableAlarmActions: async (params, { world }) =>
      setActions(world, params.AlarmNames, false),

    EnableAlarmActions: async (params, { world }) =>
      setActions(world, params.AlarmNames, true),
  },
};

/** Names of alarms that do not exist are ignored. */
function setActions(world: World, names: unknown, actionsEnabled: boolean) {
  for (const name of texts(names)) {
    const alarm = findStored<StoredAlarm>(world, ALARM, name);
    if (alarm) {
      store(world, { ...alarm, actionsEnabled } as StoredAlarm);
    }
  }
  return {};
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
function describe({
  actionsEnabled,
  attributes,
  createdAt,
  physicalId,
  properties,
  state,
}: StoredAlarm) {
  const seconds = Date.parse(state?.at ?? createdAt) / 1000;
  return {
    AlarmName: physicalId,
    AlarmArn: attributes.Arn,
    AlarmDescription: properties.AlarmDescription,
    ActionsEnabled: actionsEnabled ?? properties.ActionsEnabled ?? true,
    AlarmActions: texts(properties.AlarmActions),
    OKActions: texts(properties.OKActions),
    StateValue: state?.value ?? 'OK',
    StateReason: state?.reason ?? 'Threshold not crossed',
    StateUpdatedTimestamp: seconds,
    StateTransitionedTimestamp: seconds,
    Namespace: properties.Namespace,
    MetricName: properties.MetricName,
    Threshold: properties.Threshold,
    ComparisonOperator: properties.ComparisonOperator,
    EvaluationPeriods: properties.EvaluationPeriods,
  };
}
