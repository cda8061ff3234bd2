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
 * Events of these categories that need no attention, because the portal stops
 * and starts databases: stopped, started, and started by RDS after seven days.
 */
const PLANNED_EVENTS = ['RDS-EVENT-0087', 'RDS-EVENT-0088', 'RDS-EVENT-0154'];

/** Properties of {@link DatabaseEvents}. */
export interface DatabaseEventsProps {
  /** Identifiers of the instances. */
  identifiers: string[];
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
    this.rule = new CfnRule(this, 'Rule', {
      eventPattern: {
        source: ['aws.rds'],
        'detail-type': ['RDS DB Instance Event'],
        detail: {
          EventCategories: CATEGORIES,
          EventID: [{ 'anything-but': PLANNED_EVENTS }],
          SourceIdentifier: props.identifiers,
        },
      },
      targets: [{ id: 'Topic', arn: props.topicArn }],
    });
  }
}
