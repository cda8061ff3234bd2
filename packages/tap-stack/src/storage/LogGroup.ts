import type { Stack } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Statement } from '../services/ServiceRole';

/** Properties of {@link LogGroup}. */
export interface LogGroupProps {
  keyArn: string;
  /** Only for log groups whose name AWS defines. */
  name?: string;
}

/** A log group with encryption; see {@link setLogRetention} for its retention period. */
export class LogGroup extends Construct {
  readonly resource: CfnLogGroup;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    this.resource = new CfnLogGroup(this, 'Resource', {
      logGroupName: props.name,
      kmsKeyId: props.keyArn,
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
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents', ...more],
      Resource: this.resource.attrArn,
    };
  }
}

/** Sets the retention period of all log groups in a stack, in days. */
export function setLogRetention(stack: Stack, days: number): void {
  for (const group of stack.node.findAll().filter(isLogGroup)) {
    group.retentionInDays = days;
  }
}

function isLogGroup(construct: unknown): construct is CfnLogGroup {
  return construct instanceof CfnLogGroup;
}
