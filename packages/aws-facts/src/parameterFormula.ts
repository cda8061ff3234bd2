import { isParameterFormula } from './parameterProblem';

/**
 * The variables of parameter formulas, by RDS's names.
 *
 * @public
 */
export interface FormulaVariables {
  /** In bytes. */
  AllocatedStorage: number;
  /** In bytes: the memory of the class without the part that RDS and the operating system use. */
  DBInstanceClassMemory: number;
  DBInstanceVCPU: number;
  EndPointPort: number;
  /** 1 on a read replica, otherwise 0. */
  TrueIfReplica: number;
}

const FUNCTIONS: Record<string, (values: number[]) => number> = {
  GREATEST: values => Math.max(...values),
  LEAST: values => Math.min(...values),
  SUM: values => values.reduce((sum, value) => sum + value, 0),
  LOG: ([value]) => Math.log2(value),
};

/** A recursive-descent parser; braces and parentheses both group. */
class FormulaParser {
  private position = 0;
  private readonly tokens: string[];

  constructor(
    private readonly formula: string,
    private readonly variables: Partial<FormulaVariables>,
  ) {
    this.tokens = formula.match(/[A-Za-z_]+|\d+(\.\d+)?|\S/g) ?? [];
  }

  parse(): number {
    const value = this.sum();
    if (this.position < this.tokens.length) {
      throw this.misunderstood();
    }
    return value;
  }

  private sum(): number {
    let value = this.product();
    for (;;) {
      if (this.accept('+')) {
        value += this.product();
      } else if (this.accept('-')) {
        value -= this.product();
      } else {
        return value;
      }
    }
  }

  private product(): number {
    let value = this.factor();
    for (;;) {
      if (this.accept('*')) {
        value = Math.trunc(value * this.factor());
      } else if (this.accept('/')) {
        value = Math.trunc(value / this.factor());
      } else {
        return value;
      }
    }
  }

  private factor(): number {
    if (this.accept('-')) {
      return -this.factor();
    }
    if (this.accept('{')) {
      return this.closing(this.sum(), '}');
    }
    if (this.accept('(')) {
      return this.closing(this.sum(), ')');
    }
    const token = this.tokens[this.position] ?? '';
    if (/^\d/.test(token)) {
      this.position += 1;
      return Number(token);
    }
    const call = FUNCTIONS[token.toUpperCase()];
    if (call && this.tokens[this.position + 1] === '(') {
      this.position += 2;
      return call(this.list());
    }
    const variable = this.variables[token as keyof FormulaVariables];
    if (variable === undefined) {
      throw this.misunderstood();
    }
    this.position += 1;
    return variable;
  }

  private list(): number[] {
    const values = [this.sum()];
    while (this.accept(',')) {
      values.push(this.sum());
    }
    return this.closing(values, ')');
  }

  private accept(token: string): boolean {
    const found = this.tokens[this.position] === token;
    this.position += found ? 1 : 0;
    return found;
  }

  private closing<T>(value: T, bracket: string): T {
    if (!this.accept(bracket)) {
      throw this.misunderstood();
    }
    return value;
  }

  private misunderstood(): Error {
    const found = this.tokens[this.position];
    return new Error(
      `Invalid formula "${this.formula}": ${
        found === undefined ? 'it ends too early' : `unexpected "${found}"`
      }. An example that works: {DBInstanceClassMemory/32768}`,
    );
  }
}

/**
 * Evaluates the value of a DB parameter, which may be a formula such as `{DBInstanceClassMemory/32768}` or
 * `LEAST({DBInstanceClassMemory/9531392},5000)`. Division and multiplication truncate and `log` has base 2, as RDS
 * documents.
 *
 * {@link https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html}
 *
 * @param value - as in the parameter group
 * @param variables - those that the formula uses
 * @returns the value for PostgreSQL; a value without a formula is returned unchanged
 * @throws Error naming the position of a syntax error or of a variable without a value
 * @public
 */
export function evaluateParameter(
  value: string,
  variables: Partial<FormulaVariables>,
): string {
  return isParameterFormula(value)
    ? String(Math.floor(new FormulaParser(value, variables).parse()))
    : value;
}

/**
 * The amount that a parameter has on an instance.
 *
 * @param value - a number, or a formula
 * @param variables - those that the formula uses
 * @returns in the unit of the parameter; undefined for a value that is neither a number nor a formula that RDS accepts
 * @public
 */
export function parameterAmount(
  value: string,
  variables: Partial<FormulaVariables>,
): number | undefined {
  try {
    const amount = evaluateParameter(value, variables).trim();
    return amount === '' || Number.isNaN(Number(amount))
      ? undefined
      : Number(amount);
  } catch {
    return undefined;
  }
}
