import { arn, generatedName, stableUuid, text } from '../names';
import { SimpleResourceType } from '../SimpleResourceType';

/** Logs, alarms and rules. */
export const WATCHING_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::Logs::LogGroup',
    createOnly: ['LogGroupName'],
    physicalId: (ctx, properties) =>
      text(properties.LogGroupName) ?? generatedName(ctx, 512),
    attributes: (ctx, _properties, name) => ({
      Arn: `${arn(ctx, 'logs', `log-group:${name}`)}:*`,
    }),
  },
  {
    type: 'AWS::Logs::LogStream',
    taggable: false,
    createOnly: ['LogGroupName', 'LogStreamName'],
    physicalId: (ctx, properties) =>
      text(properties.LogStreamName) ?? generatedName(ctx, 512),
  },
  {
    type: 'AWS::Logs::MetricFilter',
    taggable: false,
    createOnly: ['FilterName', 'LogGroupName'],
    physicalId: (ctx, properties) =>
      text(properties.FilterName) ?? generatedName(ctx, 512),
  },
  {
    type: 'AWS::Logs::SubscriptionFilter',
    taggable: false,
    createOnly: ['FilterName', 'LogGroupName'],
    physicalId: (ctx, properties) =>
      text(properties.FilterName) ?? generatedName(ctx, 512),
  },
  {
    type: 'AWS::Logs::ResourcePolicy',
    taggable: false,
    createOnly: ['PolicyName'],
    physicalId: (_ctx, properties) => String(properties.PolicyName),
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    createOnly: ['AlarmName'],
    physicalId: (ctx, properties) =>
      text(properties.AlarmName) ?? generatedName(ctx),
    attributes: (ctx, _properties, name) => ({
      Arn: arn(ctx, 'cloudwatch', `alarm:${name}`),
    }),
  },
  {
    type: 'AWS::CloudWatch::CompositeAlarm',
    createOnly: ['AlarmName'],
    physicalId: (ctx, properties) =>
      text(properties.AlarmName) ?? generatedName(ctx),
    attributes: (ctx, _properties, name) => ({
      Arn: arn(ctx, 'cloudwatch', `alarm:${name}`),
    }),
  },
  {
    type: 'AWS::CloudWatch::Dashboard',
    taggable: false,
    createOnly: ['DashboardName'],
    physicalId: (ctx, properties) =>
      text(properties.DashboardName) ?? generatedName(ctx),
  },
  {
    type: 'AWS::Events::Rule',
    createOnly: ['EventBusName', 'Name'],
    // EventBridge rules take a minute to be in force.
    seconds: { create: 60, delete: 10 },
    physicalId: (ctx, properties) =>
      text(properties.Name) ?? generatedName(ctx, 64),
    attributes: (ctx, _properties, name) => ({
      Arn: arn(ctx, 'events', `rule/${name}`),
    }),
  },
  {
    type: 'AWS::Scheduler::Schedule',
    taggable: false,
    createOnly: ['Name'],
    physicalId: (ctx, properties) =>
      text(properties.Name) ?? generatedName(ctx, 64),
    attributes: (ctx, properties, name) => ({
      Arn: arn(
        ctx,
        'scheduler',
        `schedule/${text(properties.GroupName) ?? 'default'}/${name}`,
      ),
    }),
  },
  {
    type: 'AWS::RDS::EventSubscription',
    createOnly: ['SnsTopicArn', 'SubscriptionName'],
    physicalId: (ctx, properties) =>
      (
        text(properties.SubscriptionName) ??
        `${ctx.stackName}-${stableUuid(ctx, 'subscription').slice(0, 8)}`
      ).toLowerCase(),
  },
];
