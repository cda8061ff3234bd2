import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

/**
 * Categories that need attention: a database that stops, fails over, runs out
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
          SourceIdentifier: props.identifiers,
        },
      },
      targets: [{ id: 'Topic', arn: props.topicArn }],
    });
  }
}
