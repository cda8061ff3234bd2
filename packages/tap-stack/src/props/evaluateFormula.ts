/** The variables of a formula, by RDS's names. */
export interface FormulaVariables {
  /** In bytes. */
  DBInstanceClassMemory: number;
  DBInstanceVCPU?: number;
}

const FUNCTIONS: Record<string, (values: number[]) => number> = {
  GREATEST: values => Math.max(...values),
  LEAST: values => Math.min(...values),
  SUM: values => values.reduce((sum, value) => sum + value, 0),
};

/**
 * Evaluates the value of a DB parameter: a number, or an RDS formula such as
 * `{DBInstanceClassMemory/32768}` or
 * `LEAST({DBInstanceClassMemory/20971520},500)`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html
 *
 * @returns the value in the unit of the parameter; undefined for any other
 *   value, which PostgreSQL validates
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

/** RDS evaluates from left to right, and its division truncates. */
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
  return Object.hasOwn(variables, text)
    ? variables[text as keyof FormulaVariables]
    : undefined;
}
