/** The variables that a formula may use, in RDS's names. */
export interface FormulaVariables {
  /** Bytes. */
  DBInstanceClassMemory: number;
}

const FUNCTIONS: Record<string, (values: number[]) => number> = {
  GREATEST: values => Math.max(...values),
  LEAST: values => Math.min(...values),
  SUM: values => values.reduce((sum, value) => sum + value, 0),
};

/**
 * Evaluates the value of a DB parameter: a number, or a formula as RDS knows
 * them, such as `{DBInstanceClassMemory/32768}` or
 * `LEAST({DBInstanceClassMemory/20971520},500)`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html
 *
 * @returns the amount in the parameter's own unit; undefined for what is
 *   neither, which is for PostgreSQL to judge
 */
export function evaluateFormula(
  value: string,
  variables: FormulaVariables,
): number | undefined {
  const text = value.replace(/\s/g, '');
  const call = /^([A-Z]+)\((.*)\)$/i.exec(text);
  if (call) {
    const values = call[2].split(',').map(v => evaluateFormula(v, variables));
    return values.every(v => v !== undefined)
      ? FUNCTIONS[call[1].toUpperCase()]?.(values)
      : undefined;
  }
  const product = /^\{(.*)\}$/.exec(text);
  return product
    ? evaluateProduct(product[1], variables)
    : evaluateOperand(text, variables);
}

/** RDS reads from left to right, and its division gives a whole number. */
function evaluateProduct(
  text: string,
  variables: FormulaVariables,
): number | undefined {
  const [first, ...rest] = text.split(/(?=[*/])/);
  return rest.reduce<number | undefined>((left, part) => {
    const right = evaluateOperand(part.slice(1), variables);
    if (left === undefined || right === undefined) {
      return undefined;
    }
    return part.startsWith('*') ? left * right : Math.trunc(left / right);
  }, evaluateOperand(first, variables));
}

function evaluateOperand(
  text: string,
  variables: FormulaVariables,
): number | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    return Number(text);
  }
  return text === 'DBInstanceClassMemory'
    ? variables.DBInstanceClassMemory
    : undefined;
}
