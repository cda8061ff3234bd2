import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  describeParameterProblem,
  PARAMETER_FAMILIES,
  parameterProblem,
} from '@tap/aws-facts';

/**
 * Reads `databaseParameters` of a target. An environment chooses its version of PostgreSQL, so a value passes if RDS
 * accepts it in any parameter group family; the stack module checks the family of each environment.
 *
 * @param key - of the target, for messages
 * @throws InputError naming the parameter, the rule and an example
 */
export function readDatabaseParameters(
  entry: Config,
  key: string,
): Record<string, string> {
  const parameters =
    entry.getOptional<Record<string, unknown>>('databaseParameters') ?? {};
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      assertParameter(`${key}: databaseParameters.${name}`, name, value);
      return [name, value];
    }),
  );
}

function assertParameter(
  field: string,
  name: string,
  value: unknown,
): asserts value is string {
  if (typeof value !== 'string') {
    throw new InputError(
      `${field} must be a string; for example ${name}: '${value}'`,
    );
  }
  const problems = PARAMETER_FAMILIES.map(family => {
    const problem = parameterProblem(family, name, value);
    return (
      problem && describeParameterProblem(problem, { family, name, value })
    );
  });
  const newest = problems.at(-1);
  if (newest && problems.every(problem => problem !== undefined)) {
    throw new InputError(
      `${field}: ${newest.rule}; for example ${newest.example}`,
    );
  }
}
