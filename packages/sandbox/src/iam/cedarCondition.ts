import { Expr, PatternElem } from '@cedar-policy/cedar-wasm/nodejs';
import { many, PolicyStatement } from './PolicyDocument';

const KEYS: Expr = { '.': { left: { Var: 'context' }, attr: 'keys' } };

/** Both expressions. */
export function and(left: Expr, right: Expr): Expr {
  return { '&&': { left, right } };
}

function or(left: Expr, right: Expr): Expr {
  return { '||': { left, right } };
}

function not(arg: Expr): Expr {
  return { '!': { arg } };
}

/** Whether one of the expressions holds; false without any. */
export function anyOf(expressions: readonly Expr[]): Expr {
  return expressions.reduce(or, { Value: false });
}

/** A set of texts. */
export function set(values: readonly string[]): Expr {
  return { Set: values.map(value => ({ Value: value })) };
}

/**
 * Whether a text matches a pattern with `*`.
 *
 * @throws Error for `?` and for policy variables, which Cedar cannot express
 */
export function like(left: Expr, pattern: string): Expr {
  if (/[?]|\$\{/.test(pattern)) {
    throw new Error(
      `The sandbox does not evaluate "?" and policy variables in IAM policies: ${pattern}`,
    );
  }
  const elements = pattern
    .split(/(\*)/)
    .filter(part => part !== '')
    .map<PatternElem>(part => (part === '*' ? 'Wildcard' : { Literal: part }));
  return { like: { left, pattern: elements } };
}

type Values = readonly string[];

const likeAny = (actual: Expr, values: Values) =>
  anyOf(values.map(value => like(actual, value)));
const equalsAny = (actual: Expr, values: Values): Expr => ({
  contains: { left: set(values), right: actual },
});

/** Whether the value of a key matches one of the values of the condition. */
const MATCHES: Record<string, (actual: Expr, values: Values) => Expr> = {
  StringEquals: equalsAny,
  StringLike: likeAny,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
  ArnEquals: likeAny,
  ArnLike: likeAny,
  Bool: (actual, values) =>
    equalsAny(
      actual,
      values.map(value => String(value).toLowerCase()),
    ),
};

/**
 * An IAM condition as a Cedar expression over `context.keys`.
 *
 * @throws Error for an operator that the sandbox does not evaluate
 */
export function cedarCondition(
  condition: NonNullable<PolicyStatement['Condition']>,
): Expr {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) =>
        oneCondition(operator, key.toLowerCase(), many(value).map(String)),
      ),
    )
    .reduce(and, { Value: true });
}

/** The keys that `cedarCondition` reads. */
export function conditionKeys(
  condition: PolicyStatement['Condition'] = {},
): string[] {
  return Object.values(condition).flatMap(keys =>
    Object.keys(keys).map(key => key.toLowerCase()),
  );
}

/** Condition keys are not case-sensitive, so that they are in lower case. */
function oneCondition(operator: string, key: string, values: Values): Expr {
  const present: Expr = { has: { left: KEYS, attr: key } };
  const actual: Expr = { '.': { left: KEYS, attr: key } };
  if (operator === 'Null') {
    return values.includes('true') ? not(present) : present;
  }
  const [, quantifier, name, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const positive = name?.replace('Not', '');
  if (!MATCHES[positive] || (quantifier && positive !== 'StringEquals')) {
    throw new Error(
      `The sandbox does not evaluate the condition operator ${operator} in IAM policies`,
    );
  }
  if (quantifier === 'ForAllValues') {
    // True for a missing key:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    const all: Expr = { containsAll: { left: set(values), right: actual } };
    return or(not(present), all);
  }
  if (quantifier === 'ForAnyValue') {
    const any: Expr = { containsAny: { left: set(values), right: actual } };
    return and(present, any);
  }
  const match = MATCHES[positive](actual, values);
  if (name !== positive) {
    return or(not(present), not(match));
  }
  return ifExists ? or(not(present), match) : and(present, match);
}
