import { Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { encryptedLogGroupNames } from '../database/logGroupNames';
import { policyDocument, Statement } from '../services/ServiceRole';

/** The minimum waiting period of KMS. */
const WAITING_PERIOD_DAYS = 7;

/** Properties of {@link EncryptionKey}. */
export interface EncryptionKeyProps {
  suffix: string;
  /** Whether alarms and events are published to a topic that uses the key. */
  alarmTopic: boolean;
}

/**
 * The customer managed key of an environment.
 *
 * Its policy allows the account, whose IAM policies control access, and
 * services that act with their own principal. RDS, EBS, S3 and Secrets Manager
 * act on behalf of their caller. The policy contains no role: KMS rejects every
 * later change of a policy with a deleted role.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class EncryptionKey extends Construct {
  readonly resource: CfnKey;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    this.resource = new CfnKey(this, 'Resource', {
      description: `TAP environment ${props.suffix}`,
      enableKeyRotation: true,
      pendingWindowInDays: WAITING_PERIOD_DAYS,
      keyPolicy: policyDocument([
        accountStatement(this),
        logsStatement(this, props.suffix),
        ...(props.alarmTopic ? [publishersStatement(this)] : []),
      ]),
    });
  }

  get arn(): string {
    return this.resource.attrArn;
  }

  /** Permissions of a role to read or write encrypted data. */
  useStatement(...actions: Array<'Decrypt' | 'GenerateDataKey'>): Statement {
    return {
      Effect: 'Allow',
      Action: actions.map(action => `kms:${action}`),
      Resource: this.arn,
    };
  }
}

function accountStatement(scope: Construct): Statement {
  const { partition, account } = Stack.of(scope);
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatement(scope: Construct, suffix: string): Statement {
  const stack = Stack.of(scope);
  const prefix = `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:`;
  return {
    Effect: 'Allow',
    // The only principal of this stack whose name depends on the partition.
    Principal: {
      Service: `logs.${stack.region}.${
        RegionInfo.get(stack.region).domainSuffix ?? stack.urlSuffix
      }`,
    },
    Action: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
      'kms:Describe*',
    ],
    Resource: '*',
    Condition: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': encryptedLogGroupNames(
          stack.stackName,
          suffix,
        ).map(name => `${prefix}${name}`),
      },
    },
  };
}

/**
 * The services that publish to the encrypted topic:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
function publishersStatement(scope: Construct): Statement {
  const { account } = Stack.of(scope);
  return {
    Effect: 'Allow',
    Principal: {
      Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'],
    },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  };
}
