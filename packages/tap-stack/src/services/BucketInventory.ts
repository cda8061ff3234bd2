import { CfnResource } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Bucket } from '../storage/Bucket';
import type { EncryptionKey } from '../storage/EncryptionKey';
import { inlineFunction } from './inlineFunction';
import { INVENTORY_CODE } from './inventoryCode';
import { LogGroup } from '../storage/LogGroup';
import { policyDocument, RoleDefaults, ServiceRole } from './ServiceRole';

/** Properties of {@link BucketInventory}. */
export interface BucketInventoryProps {
  bucket: Bucket;
  key: EncryptionKey;
  role: RoleDefaults;
}

/** A function that reports the contents of the bucket once a day. */
export class BucketInventory extends Construct {
  readonly function: CfnFunction;
  readonly schedule: CfnRule;
  readonly deadLetters: CfnQueue;
  /** Resources that write to the bucket until they are deleted. */
  readonly writers: CfnResource[];

  constructor(scope: Construct, id: string, props: BucketInventoryProps) {
    super(scope, id);
    const { bucket, key } = props;
    const logGroup = new LogGroup(this, 'LogGroup', { keyArn: key.arn });
    this.deadLetters = this.createDeadLetters(key.arn);
    const role = new ServiceRole(this, 'Role', {
      ...props.role,
      service: 'lambda.amazonaws.com',
      statements: [
        logGroup.writeStatement(),
        {
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: bucket.arn,
        },
        {
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: `${bucket.arn}/inventory/latest.json`,
        },
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Resource: this.deadLetters.attrArn,
        },
        key.useStatement('Decrypt', 'GenerateDataKey'),
      ],
    });
    this.function = inlineFunction(this, 'Function', {
      code: INVENTORY_CODE,
      roleArn: role.arn,
      logGroupName: logGroup.name,
      timeout: 300,
      environment: { BUCKET_NAME: bucket.name },
      keyArn: key.arn,
      deadLetterQueueArn: this.deadLetters.attrArn,
    });
    this.schedule = this.createSchedule();
    this.writers = [this.function, this.schedule];
  }

  /**
   * The permission has no source account: EventBridge does not send one, so
   * every invocation would be denied. The rule's ARN contains the account.
   * https://github.com/awsdocs/aws-cloudformation-user-guide/pull/481
   */
  private createSchedule(): CfnRule {
    const rule = new CfnRule(this, 'Schedule', {
      scheduleExpression: 'rate(1 day)',
      targets: [{ id: 'Inventory', arn: this.function.attrArn }],
    });
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.function.ref,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
    return rule;
  }

  private createDeadLetters(keyArn: string): CfnQueue {
    const queue = new CfnQueue(this, 'DeadLetters', {
      kmsMasterKeyId: keyArn,
      messageRetentionPeriod: 14 * 24 * 60 * 60,
    });
    new CfnQueuePolicy(this, 'DeadLettersPolicy', {
      queues: [queue.ref],
      policyDocument: policyDocument([
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: queue.attrArn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
    return queue;
  }
}
