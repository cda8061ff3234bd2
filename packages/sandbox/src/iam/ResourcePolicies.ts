import { Denial } from './Denial';
import { IamRequest, RoleSession, sessionArn } from './IamRequest';
import { PolicyDocument } from './PolicyDocument';
import { Evaluation, PolicySet } from './PolicySet';

/** The resource-based policy of an object. */
export interface ResourcePolicy {
  document: PolicyDocument;
  /**
   * Whether the policies of a role are not enough. This is the case for keys:
   * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
   * Within an account, other policies only deny what the policies of a role allow:
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
   */
  mustAllow: boolean;
}

/** Holds requests to resource-based policies. */
export class ResourcePolicies {
  /** Compiled policies, by their JSON. */
  private readonly compiled = new Map<string, PolicySet>();

  /**
   * Evaluates the request of a role whose own policies allow it. A policy that allows it to the account allows it to the
   * role.
   *
   * @returns undefined if it is allowed
   * @throws Error for a policy that the sandbox does not evaluate
   */
  check(
    session: RoleSession,
    request: IamRequest,
    { document, mustAllow }: ResourcePolicy,
  ): Denial | undefined {
    const accountId = session.roleArn.split(':')[4];
    const root = session.roleArn.replace(/:role\/.*$/, ':root');
    const principals = [accountId, root, session.roleArn, sessionArn(session)];
    const decision = this.evaluate(
      document,
      request,
      ['*', ...principals].map(name => `AWS:${name}`),
    );
    const isDenied =
      decision === 'explicitDeny' || (mustAllow && decision !== 'allow');
    return isDenied
      ? new Denial(
          session,
          request,
          'resource-based policy',
          decision === 'explicitDeny',
        )
      : undefined;
  }

  /**
   * Whether a policy allows a request to a service of AWS.
   *
   * @param service - such as `logs.us-east-1.amazonaws.com`
   */
  allowsService(
    service: string,
    request: IamRequest,
    document: PolicyDocument,
  ): boolean {
    const principals = [`Service:${service}`];
    return this.evaluate(document, request, principals) === 'allow';
  }

  private evaluate(
    document: PolicyDocument,
    request: IamRequest,
    principals: readonly string[],
  ): Evaluation['decision'] {
    const json = JSON.stringify(document);
    const policies = this.compiled.get(json) ?? new PolicySet([document]);
    this.compiled.set(json, policies);
    return policies.evaluate(request, principals).decision;
  }
}
