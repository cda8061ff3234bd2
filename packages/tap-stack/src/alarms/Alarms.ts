import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmRule } from './alarmRules';

/** What the alarms of one thing are made from. */
export interface AlarmsProps {
  rules: AlarmRule[];
  /** The thing that is watched, for example `{ DBInstanceIdentifier: … }`. */
  dimensions: Record<string, string>;
  /** Told when an alarm goes off and when it is over. */
  topicArn: string | undefined;
}

/** The alarms of one thing. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const actions = props.topicArn ? [props.topicArn] : undefined;
    for (const rule of props.rules) {
      new CfnAlarm(this, rule.id, {
        alarmDescription: rule.description,
        namespace: rule.namespace,
        metricName: rule.metric,
        dimensions: Object.entries(props.dimensions).map(([name, value]) => ({
          name,
          value,
        })),
        statistic: rule.statistic,
        comparisonOperator:
          rule.comparison === 'above'
            ? 'GreaterThanThreshold'
            : 'LessThanThreshold',
        threshold: rule.threshold,
        period: rule.period,
        evaluationPeriods: rule.evaluationPeriods,
        treatMissingData: 'notBreaching',
        alarmActions: actions,
        okActions: actions,
      });
    }
  }
}
