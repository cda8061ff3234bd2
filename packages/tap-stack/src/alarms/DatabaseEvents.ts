import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

/**
 * Categories that need attention: a database that shuts down, fails over, runs out
 * of storage, is maintained or upgraded by RDS, or whose replication ends.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
const CATEGORIES = [
  'availability',
  'failover',
  'failure',
  'low storage',
  'maintenance',
  'notification',
  'read replica',
  'recovery',
];

/**
 * More than 90 % of the storage are used: then RDS enlarges it. The alarm at 5 %,
 * and the events of a growth that fails, need attention.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
const GROWTH = ['RDS-EVENT-0089'];

/**
 * Events of a database that the portal stops and starts, in the order of the
 * lines: stopped, started, and started by RDS after seven days; what RDS reports
 * of each start, which are a recovery, started and complete, and a restart, and
 * with a parameter group of its own another shutdown and restart. A recovery
 * after a crash has the same events, so the alarm Silence replaces them.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/parameter-groups-overview.html,
 * with the events of two starts: https://qiita.com/items/4e3a803bfbcb3e980ab4
 */
const STOP_AND_START = [
  ...['RDS-EVENT-0087', 'RDS-EVENT-0088', 'RDS-EVENT-0154'],
  ...['RDS-EVENT-0020', 'RDS-EVENT-0021', 'RDS-EVENT-0006', 'RDS-EVENT-0004'],
];

/** Properties of {@link DatabaseEvents}. */
export interface DatabaseEventsProps {
  /** Identifiers of the instances. */
  identifiers: string[];
  /** Whether the database can be stopped and started. */
  canBeStopped: boolean;
  topicArn: string;
}

/**
 * Sends RDS's events to the topic of the alarms. A rule of EventBridge, not an
 * event subscription of RDS, of which an account can have only 20 per region:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
 */
export class DatabaseEvents extends Construct {
  readonly rule: CfnRule;

  constructor(scope: Construct, id: string, props: DatabaseEventsProps) {
    super(scope, id);
    const ignored = props.canBeStopped
      ? [...GROWTH, ...STOP_AND_START]
      : GROWTH;
    this.rule = new CfnRule(this, 'Rule', {
      eventPattern: {
        source: ['aws.rds'],
        'detail-type': ['RDS DB Instance Event'],
        detail: {
          EventCategories: CATEGORIES,
          EventID: [{ 'anything-but': ignored }],
          SourceIdentifier: props.identifiers,
        },
      },
      targets: [{ id: 'Topic', arn: props.topicArn }],
    });
  }
}
