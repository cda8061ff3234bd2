import {
  getAttReference,
  replaceSubVariables,
  splitAttribute,
} from '@tap/aws-facts';
import { cidr } from './cidr';
import { EvaluationScope, pseudoParameter } from './EvaluationScope';
import { validationError } from '../validationError';

/**
 * Marker for `AWS::NoValue`: the property or list item that has this value is
 * removed.
 */
const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: EvaluationScope) => unknown;

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: ref,
  'Fn::GetAtt': (argument, scope) => {
    const { name, attribute } = getAttReference(argument);
    return scope.getAtt(name, attribute ?? '');
  },
  'Fn::Sub': sub,
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(argument, 'Fn::Join');
    return list(evaluate(items, scope), 'Fn::Join')
      .map(text)
      .join(String(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = list(argument, 'Fn::Split');
    return text(evaluate(source, scope)).split(String(separator));
  },
  'Fn::Select': select,
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text(evaluate(argument, scope))).toString('base64'),
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = list(
      list(argument, 'Fn::Cidr').map(item => evaluate(item, scope)),
      'Fn::Cidr',
    );
    return cidr(text(block), Number(count), Number(bits ?? 8));
  },
  'Fn::GetAZs': (argument, scope) => {
    const region = text(evaluate(argument, scope)) || scope.region;
    return ['a', 'b', 'c'].map(zone => `${region}${zone}`);
  },
  'Fn::FindInMap': findInMap,
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = list(argument, 'Fn::If');
    return evaluateRaw(
      evaluateCondition({ Condition: condition }, scope) ? then : otherwise,
      scope,
    );
  },
  'Fn::Length': (argument, scope) =>
    list(evaluate(argument, scope), 'Fn::Length').length,
  'Fn::ToJsonString': (argument, scope) =>
    JSON.stringify(evaluate(argument, scope)),
  'Fn::And': evaluateConditionFunction('Fn::And'),
  'Fn::Or': evaluateConditionFunction('Fn::Or'),
  'Fn::Not': evaluateConditionFunction('Fn::Not'),
  'Fn::Equals': evaluateConditionFunction('Fn::Equals'),
};

/**
 * Resolves the intrinsic functions in a value. `AWS::NoValue` is removed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 *
 * @throws AwsError `ValidationError` for a function that does not resolve
 */
export function evaluate(value: unknown, scope: EvaluationScope): unknown {
  const result = evaluateRaw(value, scope);
  return result === NO_VALUE ? undefined : result;
}

/** Evaluates a condition, its name (`{ Condition }`) or its function. */
export function evaluateCondition(
  value: unknown,
  scope: EvaluationScope,
): boolean {
  const [[key, argument]] = Object.entries(value as object);
  if (key === 'Condition') {
    return namedCondition(String(argument), scope);
  }
  const items = list(argument, key);
  switch (key) {
    case 'Fn::And':
      return items.every(item => evaluateCondition(item, scope));
    case 'Fn::Or':
      return items.some(item => evaluateCondition(item, scope));
    case 'Fn::Not':
      return !evaluateCondition(items[0], scope);
    case 'Fn::Equals':
      return (
        JSON.stringify(comparable(evaluate(items[0], scope))) ===
        JSON.stringify(comparable(evaluate(items[1], scope)))
      );
    default:
      throw validationError(
        `Template error: ${key} is not a condition function`,
      );
  }
}

function namedCondition(name: string, scope: EvaluationScope): boolean {
  if (!(name in scope.conditions)) {
    const definition = scope.template.Conditions[name];
    if (definition === undefined) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${name}`,
      );
    }
    scope.conditions[name] = evaluateCondition(definition, scope);
  }
  return scope.conditions[name];
}

function evaluateConditionFunction(key: string): Intrinsic {
  return (argument, scope) => evaluateCondition({ [key]: argument }, scope);
}

function evaluateRaw(value: unknown, scope: EvaluationScope): unknown {
  if (Array.isArray(value)) {
    return value
      .map(item => evaluateRaw(item, scope))
      .filter(item => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  if (entries.length === 1) {
    const [key, argument] = entries[0];
    if (Object.hasOwn(INTRINSICS, key)) {
      return INTRINSICS[key](argument, scope);
    }
    if (key.startsWith('Fn::')) {
      throw validationError(
        `Template format error: the sandbox does not support the function ${key}`,
      );
    }
  }
  return Object.fromEntries(
    entries
      .map(([key, item]) => [key, evaluateRaw(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}

function ref(argument: unknown, scope: EvaluationScope): unknown {
  const name = String(argument);
  if (name === 'AWS::NoValue') {
    return NO_VALUE;
  }
  if (Object.hasOwn(scope.parameters, name)) {
    return scope.parameters[name];
  }
  return pseudoParameter(name, scope) ?? scope.ref(name);
}

function sub(argument: unknown, scope: EvaluationScope): unknown {
  const [template, variables] = Array.isArray(argument)
    ? argument
    : [argument, {}];
  return replaceSubVariables(String(template), name => {
    if (Object.hasOwn(variables, name)) {
      return text(evaluate(variables[name], scope));
    }
    const reference = splitAttribute(name);
    return text(
      reference.attribute === undefined
        ? ref(name, scope)
        : scope.getAtt(reference.name, reference.attribute),
    );
  });
}

function select(argument: unknown, scope: EvaluationScope): unknown {
  const [index, items] = list(argument, 'Fn::Select');
  const position = Number(evaluate(index, scope));
  const values = list(evaluate(items, scope), 'Fn::Select');
  if (!(position in values)) {
    throw validationError(
      `Template error: Fn::Select cannot select nonexistent value at index ${position}`,
    );
  }
  return values[position];
}

function findInMap(argument: unknown, scope: EvaluationScope): unknown {
  const [map, top, second, options] = list(argument, 'Fn::FindInMap');
  const keys = [map, top, second].map(key => text(evaluate(key, scope)));
  const found =
    scope.template.Mappings[keys[0]]?.[keys[1]]?.[keys[2]] ??
    evaluate((options as { DefaultValue?: unknown })?.DefaultValue, scope);
  if (found === undefined) {
    throw validationError(
      `Template error: Unable to get mapping for ${keys.join('::')}`,
    );
  }
  return found;
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) {
    throw validationError(`Template error: ${name} requires a list`);
  }
  return value;
}

function comparable(value: unknown): unknown {
  return Array.isArray(value) ? value.map(comparable) : text(value);
}

function text(value: unknown): string {
  return Array.isArray(value)
    ? value.map(String).join(',')
    : String(value ?? '');
}
