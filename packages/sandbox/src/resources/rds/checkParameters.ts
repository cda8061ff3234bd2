import { isFormula } from '../../postgres/parameterFormula';
import { Properties, ResourceFailure } from '../ResourceHandler';
import { rejectIf } from './databaseRules';
import { EngineParameter, findEngineParameter } from './engineParameters';

const RANGE = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/;

/**
 * Checks the parameters of a group as CloudFormation and RDS do. Parameters
 * that are not in the sandbox's table are accepted.
 *
 * @param family - a family that RDS supports
 * @throws ResourceFailure with the message of CloudFormation's resource
 *   provider for a parameter that cannot be modified, and with that of RDS for
 *   a value that is not allowed:
 *   https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/master/aws-rds-dbparametergroup/src/main/java/software/amazon/rds/dbparametergroup/BaseHandlerStd.java
 */
export function checkParameters(family: string, parameters: Properties): void {
  const known = Object.entries(parameters).flatMap(([name, value]) => {
    const parameter = findEngineParameter(family, name);
    return parameter ? [{ name, value: String(value), parameter }] : [];
  });
  for (const { name, parameter } of known) {
    if (!parameter.isModifiable) {
      throw new ResourceFailure(
        `Invalid / Unmodifiable / Unsupported DB Parameter: ${name}`,
        'InvalidRequest',
      );
    }
  }
  for (const { name, value, parameter } of known) {
    rejectIf(
      isAllowed(value, parameter)
        ? undefined
        : `Invalid parameter value: ${value} for: ${name} allowed values are: ${parameter.allowedValues}`,
      'InvalidParameterValue',
    );
  }
}

/** The value of a formula depends on the instance. */
function isAllowed(
  value: string,
  { allowedValues, dataType }: EngineParameter,
): boolean {
  if (allowedValues === undefined || isFormula(value)) {
    return true;
  }
  const [, lowest, highest] = RANGE.exec(allowedValues) ?? [];
  if (lowest !== undefined) {
    return (
      /^-?\d+(\.\d+)?$/.test(value) &&
      Number(value) >= Number(lowest) &&
      Number(value) <= Number(highest)
    );
  }
  const allowed = elements(allowedValues);
  return (dataType === 'list' ? elements(value) : [value]).every(element =>
    allowed.includes(element),
  );
}

function elements(list: string): string[] {
  return list.split(',').map(element => element.trim());
}
