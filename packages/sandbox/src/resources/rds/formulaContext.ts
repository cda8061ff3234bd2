import { FormulaContext } from './effectiveParameters';
import { parseEngineVersion } from './engineVersions';
import { StoredDatabase } from './StoredDatabase';

/** The variables of the parameter formulas of a database. */
export function formulaContext(database: StoredDatabase): FormulaContext {
  return {
    family: `postgres${parseEngineVersion(database.engineVersion)!.major}`,
    instanceClass: database.instanceClass,
    allocatedStorage: database.allocatedStorage,
    isReplica: database.sourceIdentifier !== undefined,
    port: Number(database.properties.Port ?? 5432),
  };
}
