import { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { actionPattern } from './actionPattern';
import { conditionKeys } from './cedarCondition';
import { CedarPolicies } from './CedarPolicies';
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

/** The policies that can decide the requests of an action. */
interface MatchingPolicies {
  cedar: CedarPolicies;
  keys: ReadonlySet<string>;
}

/** Policies that are evaluated together, such as those of a role. */
export class PolicySet {
  private readonly policies = new Map<string, CompiledPolicy>();
  private readonly byAction = new Map<string, MatchingPolicies>();
  /** Actions that the same policies match share their parsed form. */
  private readonly byNames = new Map<string, MatchingPolicies>();

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
    const policies = this.policiesOf(action);
    const keys = Object.entries(context)
      .map(([key, value]) => [key.toLowerCase(), value] as const)
      .filter(([key]) => policies.keys.has(key))
      .map(([key, value]) => [
        key,
        typeof value === 'string' ? value : [...value],
      ]);
    const answer = policies.cedar.evaluate({
      ...Object.fromEntries(
        ARN_PARTS.map((name, index) => [name, parts[index] ?? '']),
      ),
      rest,
      principals: [...principals],
      keys: Object.fromEntries(keys),
    });
    const decisive = answer.decisive.map(
      name => this.policies.get(name)!.action,
    );
    if (answer.decision === 'allow') {
      return { decision: 'allow', decisive };
    }
    const isExplicit = decisive.length > 0;
    return { decision: isExplicit ? 'explicitDeny' : 'implicitDeny', decisive };
  }

  /**
   * The policies that match an action. Cedar evaluates each policy of a set and converts each key of a request, so that it
   * gets only those that can decide.
   */
  private policiesOf(action: string): MatchingPolicies {
    const known = this.byAction.get(action);
    if (known) {
      return known;
    }
    const matching = [...this.policies].filter(([, { pattern }]) =>
      pattern.test(action),
    );
    const names = matching.map(([name]) => name).join();
    const policies = this.byNames.get(names) ?? parse(matching);
    this.byNames.set(names, policies);
    this.byAction.set(action, policies);
    return policies;
  }
}

function parse(
  policies: ReadonlyArray<readonly [string, CompiledPolicy]>,
): MatchingPolicies {
  return {
    cedar: new CedarPolicies(
      Object.fromEntries(policies.map(([name, { json }]) => [name, json])),
    ),
    keys: new Set(policies.flatMap(([, { keys }]) => keys)),
  };
}
