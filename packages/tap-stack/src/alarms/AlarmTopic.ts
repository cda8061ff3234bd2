import { Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { policyDocument, Statement } from '../services/ServiceRole';

/** The SNS topic of the alarms. */
export class AlarmTopic extends Construct {
  readonly resource: CfnTopic;
  private readonly statements: Statement[];

  constructor(scope: Construct, id: string, props: { keyArn: string }) {
    super(scope, id);
    this.resource = new CfnTopic(this, 'Resource', {
      kmsMasterKeyId: props.keyArn,
    });
    const { account } = Stack.of(this);
    this.statements = [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: this.arn,
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: this.arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ];
    new CfnTopicPolicy(this, 'Policy', {
      topics: [this.arn],
      policyDocument: policyDocument(this.statements),
    });
  }

  /**
   * Lets a rule of EventBridge publish to the topic.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
   */
  allowEventsOf(rule: CfnRule): void {
    this.statements.push({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: this.arn,
      Condition: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    });
  }

  get arn(): string {
    return this.resource.ref;
  }
}
