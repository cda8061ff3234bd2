import { Stack } from 'aws-cdk-lib';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { policyDocument } from '../services/ServiceRole';

/** The SNS topic of the alarms. */
export class AlarmTopic extends Construct {
  readonly resource: CfnTopic;

  constructor(scope: Construct, id: string, props: { keyArn: string }) {
    super(scope, id);
    this.resource = new CfnTopic(this, 'Resource', {
      kmsMasterKeyId: props.keyArn,
    });
    const { account } = Stack.of(this);
    new CfnTopicPolicy(this, 'Policy', {
      topics: [this.arn],
      policyDocument: policyDocument([
        {
          Sid: 'CloudWatchAlarms',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: this.arn,
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: this.arn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
  }

  get arn(): string {
    return this.resource.ref;
  }
}
