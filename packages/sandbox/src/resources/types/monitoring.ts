import { arn, generatedName, text } from '../names';
import { SimpleResourceType } from '../SimpleResourceType';

/** Log groups, alarms and rules. */
export const WATCHING_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::Logs::LogGroup',
    physicalId: (ctx, properties) =>
      text(properties.LogGroupName) ?? generatedName(ctx, 512),
    attributes: (ctx, _properties, name) => ({
      Arn: `${arn(ctx, 'logs', `log-group:${name}`)}:*`,
    }),
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    physicalId: (ctx, properties) =>
      text(properties.AlarmName) ?? generatedName(ctx),
    attributes: (ctx, _properties, name) => ({
      Arn: arn(ctx, 'cloudwatch', `alarm:${name}`),
    }),
  },
  {
    type: 'AWS::Events::Rule',
    // EventBridge rules take up to a minute to become active.
    physicalId: (ctx, properties) =>
      text(properties.Name) ?? generatedName(ctx, 64),
    attributes: (ctx, _properties, name) => ({
      Arn: arn(ctx, 'events', `rule/${name}`),
    }),
  },
];
