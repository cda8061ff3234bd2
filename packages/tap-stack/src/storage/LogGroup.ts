import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Statement } from '../services/ServiceRole';

/** Retention of logs in days: PCI DSS 10.7 requires a year. */
export const LOG_RETENTION_DAYS = 365;

/** Properties of {@link LogGroup}. */
export interface LogGroupProps {
  keyArn: string;
  /** Only for log groups whose name AWS defines. */
  name?: string;
}

/** A log group with encryption and a retention period. */
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
   * Permissions of a writer. CreateLogGroup is not included: a late log line of
   * a service that is being deleted would recreate the group without encryption
   * and retention period.
   *
   * @param more - additional actions of this writer
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
