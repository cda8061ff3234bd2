import { randomUUID } from 'node:crypto';
import {
  PolicyJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { ARN_PARTS, cedarPolicy } from './cedarPolicy';
import { IamRequest } from './IamRequest';
import { many, PolicyDocument } from './PolicyDocument';

/** An action of a statement. @public */
export interface PolicyAction {
  /** `Sid` of the statement, or its position, such as `#1`. */
  sid: string;
  /** As in the statement, for example `rds:Describe*`. */
  action: string;
}

/** The answer of policies to a request. */
export interface Evaluation {
  decision: 'allow' | 'implicitDeny' | 'explicitDeny';
  /** The actions of statements that decided. */
  decisive: PolicyAction[];
}

/** Policies that are evaluated together, such as those of a role. */
export class PolicySet {
  private readonly id = randomUUID();
  private readonly actions = new Map<string, PolicyAction>();
  private readonly policies: Record<string, PolicyJson> = {};
  /** Services whose policies Cedar has parsed. */
  private readonly parsedServices = new Set<string>();

  /** @throws Error for a policy that the sandbox does not evaluate */
  constructor(documents: readonly PolicyDocument[]) {
    for (const statement of documents.flatMap(({ Statement }) =>
      many(Statement),
    )) {
      const sid = statement.Sid ?? `#${this.actions.size + 1}`;
      for (const action of many(statement.Action)) {
        const id = `policy-${this.actions.size}`;
        this.policies[id] = cedarPolicy(statement, action);
        this.actions.set(id, { sid, action });
      }
    }
  }

  /** All actions of the statements. */
  list(): PolicyAction[] {
    return [...this.actions.values()];
  }

  /**
   * Evaluates a request.
   *
   * @param principals - names that a trust policy can have for the caller, such
   *   as `Service:cloudformation.amazonaws.com`
   */
  evaluate(
    { action, resource, context }: IamRequest,
    principals: readonly string[] = [],
  ): Evaluation {
    const [, ...parts] = resource.split(':');
    const rest = parts.splice(ARN_PARTS.length).join(':');
    const keys = Object.entries(context).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'string' ? value : [...value],
    ]);
    const answer = statefulIsAuthorized({
      preparsedPolicySetId: this.policySetOf(serviceOf(action)),
      principal: { type: 'Principal', id: 'caller' },
      action: { type: 'Action', id: 'request' },
      resource: { type: 'Resource', id: 'object' },
      entities: [],
      context: {
        ...Object.fromEntries(
          ARN_PARTS.map((name, index) => [name, parts[index] ?? '']),
        ),
        rest,
        action: action.toLowerCase(),
        principals: [...principals],
        keys: Object.fromEntries(keys),
      },
    });
    if (answer.type === 'failure') {
      throw new Error(answer.errors.map(({ message }) => message).join('; '));
    }
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) {
      throw new Error(
        diagnostics.errors.map(({ error }) => error.message).join('; '),
      );
    }
    const decisive = diagnostics.reason.map(id => this.actions.get(id)!);
    if (decision === 'allow') {
      return { decision, decisive };
    }
    const isExplicit = decisive.length > 0;
    return { decision: isExplicit ? 'explicitDeny' : 'implicitDeny', decisive };
  }

  /**
   * The ID of the policies with actions of a service. Cedar evaluates each policy of a set, and the others cannot decide.
   */
  private policySetOf(service: string): string {
    const id = `${this.id}-${service}`;
    if (!this.parsedServices.has(service)) {
      const staticPolicies = Object.fromEntries(
        Object.entries(this.policies).filter(([policy]) => {
          const named = serviceOf(this.actions.get(policy)!.action);
          return named === service || named.includes('*');
        }),
      );
      const answer = preparsePolicySet(id, { staticPolicies });
      if (answer.type === 'failure') {
        throw new Error(answer.errors.map(({ message }) => message).join('; '));
      }
      this.parsedServices.add(service);
    }
    return id;
  }
}

/** The service of an action, such as `rds` of `rds:Describe*`. Actions are not case-sensitive. */
function serviceOf(action: string): string {
  return action.split(':')[0].toLowerCase();
}
