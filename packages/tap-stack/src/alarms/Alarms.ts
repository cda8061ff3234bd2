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

const MISSING = { ok: 'notBreaching', alarm: 'breaching' } as const;

/** The alarms of one resource. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const actions = props.topicArn ? [props.topicArn] : undefined;
    const dimensions = Object.entries(props.dimensions).map(
      ([name, value]) => ({ name, value }),
    );
    for (const rule of props.rules) {
      new CfnAlarm(this, rule.id, {
        alarmDescription: rule.description,
        ...(rule.expression
          ? { metrics: mathOf(rule, dimensions) }
          : {
              namespace: rule.namespace,
              metricName: rule.metrics[0].metric,
              dimensions,
              statistic: rule.metrics[0].statistic,
              period: rule.period,
            }),
        comparisonOperator:
          rule.comparison === 'above'
            ? 'GreaterThanThreshold'
            : 'LessThanThreshold',
        threshold: rule.threshold,
        evaluationPeriods: rule.evaluationPeriods,
        treatMissingData: rule.missing && MISSING[rule.missing],
        alarmActions: actions,
        okActions: actions,
      });
    }
  }
}

function mathOf(
  { namespace, metrics, expression, period }: AlarmRule,
  dimensions: CfnAlarm.DimensionProperty[],
): CfnAlarm.MetricDataQueryProperty[] {
  return [
    { id: 'e', expression },
    ...metrics.map(({ metric, statistic }, index) => ({
      id: `m${index}`,
      metricStat: {
        metric: { namespace, metricName: metric, dimensions },
        period,
        stat: statistic,
      },
      returnData: false,
    })),
  ];
}
