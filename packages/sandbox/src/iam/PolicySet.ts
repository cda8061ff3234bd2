import { randomUUID } from 'node:crypto';
import {
  PolicyJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { actionPattern } from './actionPattern';
import { conditionKeys } from './cedarCondition';
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

/** One action of a statement, so that Cedar's answer names the action that granted or denied a request. */
interface CompiledPolicy {
  action: PolicyAction;
  pattern: RegExp;
  json: PolicyJson;
  /** Condition keys that it reads, in lower case. */
  keys: readonly string[];
}

/** The policies that can decide requests of one action. */
interface ParsedPolicies {
  /** ID under which Cedar keeps them. */
  id: string;
  keys: ReadonlySet<string>;
}

/** Policies that are evaluated together, such as those of a role. */
export class PolicySet {
  private readonly id = randomUUID();
  private readonly policies = new Map<string, CompiledPolicy>();
  /** By action, and by the names of the policies that match it. */
  private readonly parsed = new Map<string, ParsedPolicies>();

  /** @throws Error for a policy that the sandbox does not evaluate */
  constructor(documents: readonly PolicyDocument[]) {
    for (const statement of documents.flatMap(({ Statement }) =>
      many(Statement),
    )) {
      const sid = statement.Sid ?? `#${this.policies.size + 1}`;
      for (const action of many(statement.Action)) {
        this.policies.set(`policy-${this.policies.size}`, {
          action: { sid, action },
          pattern: actionPattern(action),
          json: cedarPolicy(statement),
          keys: conditionKeys(statement.Condition),
        });
      }
    }
  }

  /** All actions of the statements. */
  list(): PolicyAction[] {
    return [...this.policies.values()].map(({ action }) => action);
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
    const policies = this.policiesOf(action.toLowerCase());
    const keys = Object.entries(context)
      .map(([key, value]) => [key.toLowerCase(), value] as const)
      .filter(([key]) => policies.keys.has(key))
      .map(([key, value]) => [
        key,
        typeof value === 'string' ? value : [...value],
      ]);
    const answer = statefulIsAuthorized({
      preparsedPolicySetId: policies.id,
      principal: { type: 'Principal', id: 'caller' },
      action: { type: 'Action', id: 'request' },
      resource: { type: 'Resource', id: 'object' },
      entities: [],
      context: {
        ...Object.fromEntries(
          ARN_PARTS.map((name, index) => [name, parts[index] ?? '']),
        ),
        rest,
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
    const decisive = diagnostics.reason.map(
      id => this.policies.get(id)!.action,
    );
    if (decision === 'allow') {
      return { decision, decisive };
    }
    const isExplicit = decisive.length > 0;
    return { decision: isExplicit ? 'explicitDeny' : 'implicitDeny', decisive };
  }

  /**
   * The policies that match an action. Cedar evaluates each policy of a set and converts each key of a request, so that it
   * gets only those that can decide.
   */
  private policiesOf(action: string): ParsedPolicies {
    const known = this.parsed.get(action);
    if (known) {
      return known;
    }
    const matching = [...this.policies].filter(([, { pattern }]) =>
      pattern.test(action),
    );
    const id = [this.id, ...matching.map(([name]) => name)].join();
    const policies =
      this.parsed.get(id) ?? parse(id, Object.fromEntries(matching));
    this.parsed.set(id, policies).set(action, policies);
    return policies;
  }
}

/** @throws Error for a policy that Cedar does not accept */
function parse(
  id: string,
  policies: Readonly<Record<string, CompiledPolicy>>,
): ParsedPolicies {
  const answer = preparsePolicySet(id, {
    staticPolicies: Object.fromEntries(
      Object.entries(policies).map(([name, { json }]) => [name, json]),
    ),
  });
  if (answer.type === 'failure') {
    throw new Error(answer.errors.map(({ message }) => message).join('; '));
  }
  return {
    id,
    keys: new Set(Object.values(policies).flatMap(({ keys }) => keys)),
  };
}
