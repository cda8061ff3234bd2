/** A statement of an identity-based policy that allows something. */
interface Statement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** One request to AWS, as IAM evaluates it. */
export interface IamRequest {
  action: string;
  /** An ARN, or `*` if the action has no resource. */
  resource: string;
  /** Values of condition keys. */
  context?: Record<string, string>;
}

/** Whether a value of a request fulfills one of the values of a policy, by condition operator. */
const OPERATORS: Record<string, (expected: string, actual: string) => boolean> =
  {
    Bool: (expected, actual) => expected === actual,
    StringEquals: (expected, actual) => expected === actual,
    StringLike: (expected, actual) => isMatch(expected, actual),
  };

/**
 * An identity-based policy of `Allow` statements, with the elements that the documents of docs/iam contain
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
 */
export class IamPolicy {
  /** @throws Error if a statement contains an element that this class does not evaluate */
  static parse(json: string): IamPolicy {
    const { Statement: statements } = JSON.parse(json);
    for (const {
      Sid,
      Effect,
      Action,
      Resource,
      Condition,
      ...rest
    } of statements) {
      if (
        Effect !== 'Allow' ||
        !Action ||
        !Resource ||
        Object.keys(rest).length > 0 ||
        Object.keys(Condition ?? {}).some(operator => !OPERATORS[operator])
      ) {
        throw new Error(`Statement ${Sid} is not evaluated`);
      }
    }
    return new IamPolicy(statements);
  }

  private constructor(readonly statements: readonly Statement[]) {}

  /** All actions, sorted. */
  get actions(): string[] {
    return [...new Set(this.statements.flatMap(({ Action }) => Action))].sort();
  }

  allows({ action, resource, context = {} }: IamRequest): boolean {
    return this.statements.some(
      ({ Action, Resource, Condition }) =>
        Action.some(pattern => isMatch(pattern, action, 'i')) &&
        Resource.some(pattern => isMatch(pattern, resource)) &&
        Object.entries(Condition ?? {}).every(([operator, tests]) =>
          Object.entries(tests).every(([key, expected]) =>
            [expected]
              .flat()
              .some(
                value =>
                  context[key] !== undefined &&
                  OPERATORS[operator](value, context[key]),
              ),
          ),
        ),
    );
  }
}

function isMatch(pattern: string, text: string, flags?: string): boolean {
  const source = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, flags).test(text);
}
