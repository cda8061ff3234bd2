import { ParameterProblem, parameterProblem } from '@tap/aws-facts';
import { Properties, ResourceFailure } from '../ResourceHandler';
import { rejectIf } from './databaseRules';

/**
 * Checks the parameters of a group as CloudFormation and RDS do, by the facts
 * in `@tap/aws-facts`.
 *
 * @param family - a family that RDS supports
 * @throws ResourceFailure with the message of CloudFormation's resource
 *   provider for a parameter that does not exist or cannot be modified, and
 *   with that of RDS for a value that is not allowed:
 *   https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/master/aws-rds-dbparametergroup/src/main/java/software/amazon/rds/dbparametergroup/BaseHandlerStd.java
 */
export function checkParameters(family: string, parameters: Properties): void {
  const problems = Object.entries(parameters).flatMap(([name, value]) => {
    const problem = parameterProblem(family, name, String(value));
    return problem ? [{ name, value, problem }] : [];
  });
  for (const { name, problem } of problems) {
    if (problem.kind !== 'value') {
      throw new ResourceFailure(
        `Invalid / Unmodifiable / Unsupported DB Parameter: ${name}`,
        'InvalidRequest',
      );
    }
  }
  for (const { name, value, problem } of problems) {
    rejectIf(messageOf(name, value, problem), 'InvalidParameterValue');
  }
}

function messageOf(
  name: string,
  value: unknown,
  problem: ParameterProblem,
): string | undefined {
  return problem.kind === 'value'
    ? `Invalid parameter value: ${value} for: ${name} allowed values are: ${problem.facts.allowedValues}`
    : undefined;
}
