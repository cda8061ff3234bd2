import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** A statement of an IAM policy document. */
export interface Statement {
  Effect: 'Allow' | 'Deny';
  Principal?: unknown;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** Properties that all roles of the stack share. */
export interface RoleDefaults {
  path: string;
  permissionsBoundaryArn: string | undefined;
}

/** Properties of {@link ServiceRole}. */
export interface ServiceRoleProps extends RoleDefaults {
  /** Service principal that may assume the role. */
  service: string;
  /** Conditions of the trust policy, to prevent the confused deputy problem. */
  condition?: Statement['Condition'];
  statements: Statement[];
}

/** @returns an IAM policy document */
export function policyDocument(statements: Statement[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * A role for an AWS service with one inline policy.
 *
 * An inline policy is created and deleted with the role, so the role is never
 * used without its permissions.
 */
export class ServiceRole extends Construct {
  readonly resource: CfnRole;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    this.resource = new CfnRole(this, 'Resource', {
      path: props.path,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicyDocument: policyDocument([
        {
          Effect: 'Allow',
          Principal: { Service: props.service },
          Action: 'sts:AssumeRole',
          ...(props.condition ? { Condition: props.condition } : {}),
        } as Statement,
      ]),
      policies: [
        {
          policyName: 'Permissions',
          policyDocument: policyDocument(props.statements),
        },
      ],
    });
  }

  get arn(): string {
    return this.resource.attrArn;
  }
}
