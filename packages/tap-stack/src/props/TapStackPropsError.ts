/** Properties of {@link TapStackPropsError}. @public */
export interface TapStackPropsProblem {
  /** The property of TapStackProps, for example `environmentSuffix`. */
  field: string;
  /** The rule that the value violates. */
  rule: string;
  /** A valid value. */
  example: string;
}

/**
 * Thrown if a property of TapStack is invalid, before any construct is created.
 *
 * @public
 */
export class TapStackPropsError extends Error {
  readonly name = 'TapStackPropsError';
  readonly field: string;
  readonly rule: string;
  readonly example: string;

  constructor(problem: TapStackPropsProblem) {
    super(`${problem.field}: ${problem.rule}; for example ${problem.example}`);
    this.field = problem.field;
    this.rule = problem.rule;
    this.example = problem.example;
  }
}
