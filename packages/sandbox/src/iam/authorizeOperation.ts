import { AwsError } from '../protocol/AwsError';
import { OperationContext, Service } from '../protocol/ServiceOperations';
import { checkRequest } from '../resources/authorization/checkRequest';
import { Authorizer } from './Authorizer';
import { Denial } from './Denial';
import { requestsOf } from './requestsOf';

/**
 * Holds an operation to the policies of the caller's role.
 *
 * @throws AwsError with the code that the service uses for a denied request
 */
export async function authorizeOperation(
  iam: Authorizer,
  service: Service,
  operation: string,
  params: Record<string, unknown>,
  ctx: OperationContext,
): Promise<void> {
  if (!ctx.principal) {
    return;
  }
  const needs = service.permissions?.(operation, params, ctx) ?? {};
  const { actions = [`${service.name}:${operation}`], ...facts } = needs;
  for (const action of actions) {
    const requests = await requestsOf(action, {
      resources: {},
      ...facts,
      accountId: ctx.accountId,
      region: ctx.region,
      principalArn: ctx.principal.roleArn,
    });
    for (const request of requests) {
      const denial = checkRequest(iam, ctx, request);
      if (denial) {
        throw accessDenied(service, denial);
      }
    }
  }
}

/** The error of a service for a request that IAM denies. */
export function accessDenied(
  { protocol }: Pick<Service, 'protocol'>,
  { message }: Denial,
): AwsError {
  switch (protocol) {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    case 'ec2':
      return new AwsError(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${message}`,
        403,
      );
    case 'json':
      return new AwsError('AccessDeniedException', message, 400);
    default:
      return new AwsError('AccessDenied', message, 403);
  }
}
