import { CfnDBParameterGroup } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';

/** What the parameter group is made from. */
export interface ParameterGroupProps {
  /** For example `17`. */
  majorVersion: string;
  /** Values in the parameters' own units, or RDS formulas. */
  parameters: Record<string, string>;
}

/** How PostgreSQL is tuned: the same for the primary and its replicas. */
export class ParameterGroup extends Construct {
  readonly resource: CfnDBParameterGroup;

  constructor(scope: Construct, id: string, props: ParameterGroupProps) {
    super(scope, id);
    this.resource = new CfnDBParameterGroup(this, 'Resource', {
      family: `postgres${props.majorVersion}`,
      description: 'Read-heavy online transactions',
      parameters: props.parameters,
    });
  }

  get name(): string {
    return this.resource.ref;
  }
}
