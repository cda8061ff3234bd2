import { Authorizer } from '../../iam/Authorizer';
import { accessDenied } from '../../iam/authorizeOperation';
import { RoleSession } from '../../iam/IamRequest';
import { OperationContext } from '../../protocol/ServiceOperations';
import { validationError } from '../validationError';
import { CloudFormationParts } from './CloudFormationParts';
import { optionalText, Params } from './params';

const SERVICE = 'cloudformation.amazonaws.com';

/**
 * The role with which CloudFormation works on a stack: the service role of the
 * request or the one that the stack remembers, or else the caller's role. Only a
 * role in the request needs `iam:PassRole`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 *
 * @param remembered - the service role of the stack
 * @returns undefined for the root user, and if IAM is not enforced
 * @throws AwsError if the caller cannot pass the role or CloudFormation cannot
 *   assume it
 */
export function actingRole(
  { iam }: Pick<CloudFormationParts, 'iam'>,
  params: Params,
  ctx: OperationContext,
  remembered: string | undefined,
): RoleSession | undefined {
  if (!iam) {
    return undefined;
  }
  const passed = optionalText(params, 'RoleARN');
  if (passed !== undefined) {
    checkPassing(iam, passed, ctx);
  }
  const roleArn = passed ?? remembered;
  return roleArn === undefined
    ? ctx.principal
    : { roleArn, sessionName: 'AWSCloudFormation' };
}

function checkPassing(
  iam: Authorizer,
  roleArn: string,
  { principal, accountId, region }: OperationContext,
): void {
  const denial = iam.check(principal, {
    action: 'iam:PassRole',
    resource: roleArn,
    context: { 'iam:PassedToService': SERVICE },
  });
  if (denial) {
    throw accessDenied({ protocol: 'query' }, denial);
  }
  // AWS does not document whether CloudFormation sends these keys, so that a
  // trust policy has to hold with and without them.
  const source = {
    'aws:SourceAccount': accountId,
    'aws:SourceArn': `arn:aws:cloudformation:${region}:${accountId}:stack/*`,
  };
  const isTrusted = [{}, source].every(context =>
    iam.trusts(roleArn, [`Service:${SERVICE}`], context),
  );
  if (!isTrusted) {
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
}
