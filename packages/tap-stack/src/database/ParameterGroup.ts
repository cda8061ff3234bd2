import { CfnDBParameterGroup } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { parameterFamily } from '../props/databaseParameters';

/** Properties of {@link ParameterGroup}. */
export interface ParameterGroupProps {
  /** For example `17`. */
  majorVersion: string;
  /** Values in the units of the parameters, or RDS formulas. */
  parameters: Record<string, string>;
}

/** The DB parameter group of the primary and its replicas. */
export class ParameterGroup extends Construct {
  readonly resource: CfnDBParameterGroup;

  constructor(scope: Construct, id: string, props: ParameterGroupProps) {
    super(scope, id);
    this.resource = new CfnDBParameterGroup(this, 'Resource', {
      family: parameterFamily(props.majorVersion),
      description: 'Read-heavy online transactions',
      parameters: props.parameters,
    });
  }

  get name(): string {
    return this.resource.ref;
  }
}
