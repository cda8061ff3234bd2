import { ParameterFacts, parameterFacts } from './parameterFamilies';

/**
 * Why RDS rejects a parameter of a DB parameter group: the family has no such parameter, it cannot be modified, or the
 * value is not allowed.
 *
 * @public
 */
export type ParameterProblem =
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unmodifiable' }
  | { readonly kind: 'value'; readonly facts: ParameterFacts };

const RANGE = /^(-?[\d.]+(?:e[+-]?\d+)?)-(-?[\d.]+(?:e[+-]?\d+)?)$/;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Checks a parameter by the facts of its family. Parameters of extensions (with a dot in their name) that have no facts
 * are accepted; a name without a dot must be one of PostgreSQL's, because RDS adds none without a dot.
 *
 * @param family - one of PARAMETER_FAMILIES
 * @param value - as in the group; the value of a formula depends on the instance and is not checked
 * @returns undefined if nothing is known to be wrong
 * @public
 */
export function parameterProblem(
  family: string,
  name: string,
  value: string,
): ParameterProblem | undefined {
  const facts = parameterFacts(family, name);
  if (!facts) {
    return name.includes('.') ? undefined : { kind: 'unsupported' };
  }
  if (!facts.isModifiable) {
    return { kind: 'unmodifiable' };
  }
  return isAllowed(value, facts) ? undefined : { kind: 'value', facts };
}

/**
 * Whether the value of a parameter is a formula, valid or not, for example `{DBInstanceClassMemory/32768}`.
 *
 * {@link https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html}
 *
 * @public
 */
export function isParameterFormula(value: string): boolean {
  return /^\s*(\{|(GREATEST|LEAST|SUM|LOG)\s*\()/i.test(value);
}

/**
 * Describes a problem for people.
 *
 * @returns the rule that the value breaks, and a valid `name: value`
 * @public
 */
export function describeParameterProblem(
  problem: ParameterProblem,
  { family, name, value }: { family: string; name: string; value: string },
): { rule: string; example: string } {
  if (problem.kind === 'value') {
    const { allowedValues, unit } = problem.facts;
    return {
      rule: `RDS rejects '${value}' in the family ${family}: the allowed values are ${allowedValues}${
        unit ? ` (in ${unit}, without a unit)` : ''
      }`,
      example: `${name}: '${exampleOf(allowedValues!)}'`,
    };
  }
  return {
    rule:
      problem.kind === 'unsupported'
        ? `the family ${family} of RDS has no parameter of this name`
        : 'RDS sets this parameter itself and does not allow changes',
    example: `work_mem: '65536'`,
  };
}

function isAllowed(
  value: string,
  { allowedValues, dataType }: ParameterFacts,
): boolean {
  if (allowedValues === undefined) {
    return true;
  }
  const [, lowest, highest] = RANGE.exec(allowedValues) ?? [];
  if (lowest !== undefined) {
    return (
      isParameterFormula(value) ||
      (NUMBER.test(value) &&
        (dataType === 'float' || Number.isInteger(Number(value))) &&
        Number(value) >= Number(lowest) &&
        Number(value) <= Number(highest))
    );
  }
  const allowed = elements(allowedValues);
  return (dataType === 'list' ? elements(value) : [value.toLowerCase()]).every(
    element => allowed.includes(element),
  );
}

/** PostgreSQL compares the values of an enumeration without regard to case. */
function elements(list: string): string[] {
  return list.split(',').map(element => element.trim().toLowerCase());
}

function exampleOf(allowedValues: string): string {
  return RANGE.exec(allowedValues)?.[1] ?? allowedValues.split(',')[0].trim();
}
