/** What {@link TapStackPropsError} is made of. @public */
export interface TapStackPropsProblem {
  /** The field of TapStackProps, for example `environmentSuffix`. */
  field: string;
  /** The rule that its value breaks, in words. */
  rule: string;
  /** A value that would pass. */
  example: string;
}

/**
 * Thrown by TapStack before it makes any construct: a property breaks a rule.
 *
 * @public
 */
export class TapStackPropsError extends Error {
  readonly name = 'TapStackPropsError';
  readonly field: string;
  readonly rule: string;
  readonly example: string;

  constructor(problem: TapStackPropsProblem) {
    super(
      `${problem.field}: ${problem.rule}; for example ${problem.example} would pass`,
    );
    this.field = problem.field;
    this.rule = problem.rule;
    this.example = problem.example;
  }
}
