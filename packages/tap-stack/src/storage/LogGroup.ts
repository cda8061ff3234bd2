import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Statement } from '../services/ServiceRole';

/** Days that logs are kept while the environment lives: PCI DSS 10.7 wants a year. */
export const LOG_RETENTION_DAYS = 365;

/** How a log group is made. */
export interface LogGroupProps {
  keyArn: string;
  /** Only for groups that AWS looks for under a fixed name. */
  name?: string;
}

/** A log group under the stack's key, with an end to its memory. */
export class LogGroup extends Construct {
  readonly resource: CfnLogGroup;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    this.resource = new CfnLogGroup(this, 'Resource', {
      logGroupName: props.name,
      kmsKeyId: props.keyArn,
      retentionInDays: LOG_RETENTION_DAYS,
    });
  }

  get name(): string {
    return this.resource.ref;
  }

  /**
   * What a writer needs. Never CreateLogGroup: a late line of a service that is
   * being deleted would bring the group back, unencrypted and for ever.
   *
   * @param more - what this writer needs beside
   */
  writeStatement(...more: string[]): Statement {
    return {
      Sid: 'WriteLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents', ...more],
      Resource: this.resource.attrArn,
    };
  }
}
