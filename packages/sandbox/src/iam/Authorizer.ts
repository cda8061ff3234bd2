import { Denial } from './Denial';
import { IamOptions, IamRole } from './IamOptions';
import { IamRequest, RoleSession } from './IamRequest';
import { ResourcePolicies } from './ResourcePolicies';
import { RoleSessions, TimedSession } from './RoleSessions';
import { Evaluation, PolicyAction, PolicySet } from './PolicySet';

/** A grant of a role, and how often a request needed it. @public */
export interface Grant extends PolicyAction {
  /** ARN of the role. */
  role: string;
  /** The policies that contain the grant. */
  policy: 'identity' | 'boundary' | 'trust';
  uses: number;
}

/** The compiled policies of a role. */
interface Policies {
  identity: PolicySet;
  trust: PolicySet;
  boundary?: PolicySet;
}

/**
 * Holds requests to the policies of the role that makes them, and counts the
 * grants that they need.
 */
export class Authorizer {
  private readonly roles: ReadonlyMap<string, Policies>;
  private readonly uses = new Map<PolicyAction, number>();
  /** The policies of objects. */
  readonly resourcePolicies = new ResourcePolicies();

  /** @throws Error for a policy that the sandbox does not evaluate */
  constructor(
    private readonly options: IamOptions,
    private readonly sessions: RoleSessions,
  ) {
    this.roles = new Map(
      options.roles.map(role => [role.arn, compile(role)] as const),
    );
  }

  /**
   * The role that an access key stands for; undefined for the root user. Only
   * a session of AssumeRole expires.
   */
  callerOf(accessKeyId: string): RoleSession | TimedSession | undefined {
    const roleArn = this.options.callers?.[accessKeyId];
    return roleArn === undefined
      ? this.sessions.find(accessKeyId)
      : { roleArn, sessionName: 'sandbox' };
  }

  /** @returns the access key ID of a new session of a role */
  openSession(session: TimedSession): string {
    return this.sessions.open(session);
  }

  /**
   * Whether the trust policy of a role lets a principal assume it.
   *
   * @param principals - names of the principal in trust policies
   */
  trusts(
    roleArn: string,
    principals: readonly string[],
    context: IamRequest['context'],
  ): boolean {
    const trust = this.roles.get(roleArn)?.trust;
    return (
      trust !== undefined &&
      this.holds(
        trust.evaluate(
          { action: 'sts:AssumeRole', resource: roleArn, context },
          principals,
        ),
      )
    );
  }

  /**
   * Evaluates a request: an identity-based policy must allow it, and so must the
   * permissions boundary if there is one.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   *
   * @param session - undefined for the root user of an account
   * @returns undefined if it is allowed
   */
  check(
    session: RoleSession | undefined,
    request: IamRequest,
  ): Denial | undefined {
    if (session === undefined) {
      return undefined;
    }
    const policies = this.roles.get(session.roleArn);
    const identity = policies?.identity.evaluate(request);
    if (!identity || !this.holds(identity)) {
      const isExplicit = identity?.decision === 'explicitDeny';
      return new Denial(session, request, 'identity-based policy', isExplicit);
    }
    const boundary = policies?.boundary?.evaluate(request);
    if (boundary && !this.holds(boundary)) {
      const isExplicit = boundary.decision === 'explicitDeny';
      return new Denial(session, request, 'permissions boundary', isExplicit);
    }
    return undefined;
  }

  hasRole(roleArn: string): boolean {
    return this.roles.has(roleArn);
  }

  /** The decision of a role's policies and boundary on a simulated request. */
  simulate(roleArn: string, request: IamRequest): Evaluation['decision'] {
    const { boundary, identity } = this.roles.get(roleArn) ?? {};
    const decisions = [identity, boundary ?? identity].map(
      policies => policies?.evaluate(request).decision ?? 'implicitDeny',
    );
    return (
      decisions.find(decision => decision === 'explicitDeny') ??
      decisions.find(decision => decision === 'implicitDeny') ??
      'allow'
    );
  }

  /** All grants of all roles. */
  grants(): Grant[] {
    return [...this.roles].flatMap(([role, policies]) =>
      (['identity', 'boundary', 'trust'] as const).flatMap(policy =>
        (policies[policy]?.list() ?? []).map(action => ({
          ...action,
          role,
          policy,
          uses: this.uses.get(action) ?? 0,
        })),
      ),
    );
  }

  private holds({ decision, decisive }: Evaluation): boolean {
    for (const action of decisive) {
      this.uses.set(action, (this.uses.get(action) ?? 0) + 1);
    }
    return decision === 'allow';
  }
}

function compile({ policies, trust, boundary }: IamRole): Policies {
  return {
    identity: new PolicySet(policies),
    trust: new PolicySet([trust]),
    boundary: boundary && new PolicySet([boundary]),
  };
}
