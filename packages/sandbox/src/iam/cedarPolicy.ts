import { Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { and, anyOf, cedarCondition, like, set } from './cedarCondition';
import { many, PolicyStatement } from './PolicyDocument';

const CONTEXT: Expr = { Var: 'context' };

/** The parts of an ARN before its sixth, which contains the rest. */
export const ARN_PARTS = ['partition', 'service', 'region', 'account'] as const;

/**
 * What an IAM statement says about a request of one of its actions, as a Cedar
 * policy. Cedar is the evaluation engine of Amazon Verified Permissions; like
 * IAM, it denies by default, and a denial overrides.
 *
 * @throws Error for an element that the sandbox does not evaluate
 */
export function cedarPolicy(statement: PolicyStatement): PolicyJson {
  rejectUnknown(statement);
  const { Principal, Resource, Condition } = statement;
  const parts: Expr[] = [
    ...(Resource === undefined ? [] : [anyOf(many(Resource).map(resource))]),
    ...(Principal === undefined ? [] : [principal(Principal)]),
    ...(Condition === undefined ? [] : [cedarCondition(Condition)]),
  ];
  return {
    effect: statement.Effect === 'Deny' ? 'forbid' : 'permit',
    principal: { op: 'All' },
    action: { op: 'All' },
    resource: { op: 'All' },
    conditions: [{ kind: 'when', body: parts.reduce(and, { Value: true }) }],
  };
}

function rejectUnknown(statement: PolicyStatement): void {
  const known = [
    'Sid',
    'Effect',
    'Principal',
    'Action',
    'Resource',
    'Condition',
  ];
  const unknown = Object.keys(statement).filter(name => !known.includes(name));
  if (unknown.length > 0 || !/^(Allow|Deny)$/.test(statement.Effect)) {
    throw new Error(
      `The sandbox does not evaluate this statement of an IAM policy: ${JSON.stringify(
        statement,
      )}`,
    );
  }
}

function attribute(name: string): Expr {
  return { '.': { left: CONTEXT, attr: name } };
}

/** A wildcard does not match across the parts of an ARN. */
function resource(pattern: string): Expr {
  if (pattern === '*') {
    return { Value: true };
  }
  const [, ...parts] = pattern.split(':');
  const rest = parts.splice(ARN_PARTS.length).join(':');
  return [...ARN_PARTS, 'rest']
    .map((name, index) => like(attribute(name), [...parts, rest][index]))
    .reduce(and);
}

function principal(value: NonNullable<PolicyStatement['Principal']>): Expr {
  if (value === '*') {
    return { Value: true };
  }
  const named = Object.entries(value).flatMap(([kind, names]) =>
    many(names).map(name => `${kind}:${name}`),
  );
  return { containsAny: { left: set(named), right: attribute('principals') } };
}
