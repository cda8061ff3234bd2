import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmRule } from './alarmRules';

/** Properties of {@link Alarms}. */
export interface AlarmsProps {
  rules: AlarmRule[];
  /** Dimensions of the metric, for example `{ DBInstanceIdentifier: … }`. */
  dimensions: Record<string, string>;
  /** Topic that is notified of ALARM and OK. */
  topicArn: string | undefined;
}

/** The alarms of one resource. */
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
