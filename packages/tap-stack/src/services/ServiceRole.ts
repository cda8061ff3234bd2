import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** A statement of a policy document, as IAM's JSON has it. */
export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: unknown;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** What every role of the stack has in common. */
export interface RoleDefaults {
  path: string;
  permissionsBoundaryArn: string | undefined;
}

/** What tells one role from another. */
export interface ServiceRoleProps extends RoleDefaults {
  /** Service principal that may assume the role. */
  service: string;
  /** Narrows the trust, against the confused deputy. */
  condition?: Statement['Condition'];
  statements: Statement[];
}

/** @returns a policy document as IAM's JSON has it */
export function policyDocument(statements: Statement[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/**
 * A role of one AWS service with exactly one policy.
 *
 * The policy is inline: it comes and goes with the role, so that nothing ever
 * uses the role before its permissions are there or after they are gone.
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
