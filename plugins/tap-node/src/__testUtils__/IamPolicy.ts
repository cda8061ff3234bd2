/** A statement of an identity-based policy that allows something. */
interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource: string | string[];
  Condition?: { StringEquals: Record<string, string> };
}

/** One request to AWS, as IAM evaluates it. */
export interface IamRequest {
  action: string;
  resource: string;
  /** Values of condition keys. */
  context?: Record<string, string>;
}

/**
 * An identity-based policy of `Allow` statements with `StringEquals` conditions, which is all that docs/IAM.md contains
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
 */
export class IamPolicy {
  /** @throws if a statement contains an element that this class does not evaluate */
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
      const operators = Object.keys(Condition ?? {});
      if (
        Effect !== 'Allow' ||
        !Action ||
        !Resource ||
        Object.keys(rest).length > 0 ||
        operators.some(operator => operator !== 'StringEquals')
      ) {
        throw new Error(`Statement ${Sid} is not evaluated`);
      }
    }
    return new IamPolicy(statements);
  }

  private constructor(private readonly statements: Statement[]) {}

  allows({ action, resource, context = {} }: IamRequest): boolean {
    return this.statements.some(
      ({ Action, Resource, Condition }) =>
        [Action].flat().some(pattern => isMatch(pattern, action, 'i')) &&
        [Resource].flat().some(pattern => isMatch(pattern, resource)) &&
        Object.entries(Condition?.StringEquals ?? {}).every(
          ([key, value]) => context[key] === value,
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
