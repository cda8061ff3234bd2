import { evaluateParameter, parameterDefaults } from '@tap/aws-facts';
import {
  findInstanceClass,
  instanceClassMemoryBytes,
} from '../../postgres/instanceClasses';
import { Properties, ResourceFailure } from '../ResourceHandler';
import { findStored } from '../StoredResource';
import { World } from '../World';
import { rejectIf } from './databaseRules';

export const PARAMETER_GROUP = 'AWS::RDS::DBParameterGroup';

const GIB = 1024 ** 3;

/** The variables of the formulas of a group. */
export interface FormulaContext {
  /** Of the DB parameter group, for example `postgres17`. */
  family: string;
  instanceClass: string;
  /** In GiB. */
  allocatedStorage: number;
  isReplica: boolean;
  /** The port in the template. */
  port: number;
}

/**
 * The parameters of a group for PostgreSQL: RDS's defaults, overridden by the
 * group's values, with formulas evaluated for the instance.
 *
 * @param group - name; default groups such as `default.postgres17` have no
 *   values
 * @param parameters - used instead of the group's current ones
 * @throws ResourceFailure for an invalid formula
 */
export function effectiveParameters(
  world: World,
  group: string,
  context: FormulaContext,
  parameters: Properties = parametersOf(world, group),
): Record<string, string> {
  const instanceClass = findInstanceClass(context.instanceClass)!;
  const variables = {
    AllocatedStorage: context.allocatedStorage * GIB,
    DBInstanceClassMemory: instanceClassMemoryBytes(instanceClass),
    DBInstanceVCPU: instanceClass.vCpus,
    EndPointPort: context.port,
    TrueIfReplica: context.isReplica ? 1 : 0,
  };
  const all = Object.entries({
    ...parameterDefaults(context.family),
    ...parameters,
  });
  return Object.fromEntries(
    all.map(([name, value]) => [name, evaluate(name, String(value))]),
  );

  function evaluate(name: string, value: string): string {
    try {
      return evaluateParameter(value, variables);
    } catch (error) {
      throw new ResourceFailure(
        `Invalid value of parameter ${name}: ${(error as Error).message}`,
        'InvalidRequest',
      );
    }
  }
}

/**
 * Rejects a group that does not exist or is for another major version.
 *
 * @throws ResourceFailure with RDS's message
 */
export function checkParameterGroup(
  world: World,
  group: string,
  majorVersion: number,
): void {
  const wanted = `postgres${majorVersion}`;
  const family = group.startsWith('default.')
    ? group.slice('default.'.length)
    : findStored(world, PARAMETER_GROUP, group)?.properties.Family;
  if (family === undefined) {
    rejectIf(
      `DBParameterGroup not found: ${group}`,
      'DBParameterGroupNotFound',
    );
  }
  if (family !== wanted) {
    rejectIf(
      `The parameter group ${group} with DBParameterGroupFamily ${family} cannot be used for this instance. Please use a parameter group with DBParameterGroupFamily ${wanted}`,
      'InvalidParameterCombination',
    );
  }
}

function parametersOf(world: World, group: string): Properties {
  const stored = findStored(world, PARAMETER_GROUP, group);
  return (stored?.properties.Parameters ?? {}) as Properties;
}
