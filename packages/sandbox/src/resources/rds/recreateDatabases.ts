import { World } from '../World';
import { store } from '../StoredResource';
import { startServer } from './databaseServer';
import { effectiveParameters } from './effectiveParameters';
import { formulaContext } from './formulaContext';
import { listDatabases, StoredDatabase } from './StoredDatabase';

/**
 * Creates an empty server for each DB instance whose server is missing, so that a state file can be used without the data
 * directories: they are large, and specific to a machine.
 *
 * @returns identifiers of the DB instances
 */
export async function recreateDatabases(world: World): Promise<string[]> {
  const existing = new Set(world.databases.list().map(({ id }) => id));
  const missing = listDatabases(world)
    .filter(({ serverId, status }) => !existing.has(serverId) && !isNew(status))
    // A replica needs its primary.
    .sort((a, b) => Number(isReplica(a)) - Number(isReplica(b)));
  for (const database of missing) {
    const server = await startServer(
      { world },
      database,
      effectiveParameters(
        world,
        database.parameterGroup,
        formulaContext(database),
      ),
    );
    store(world, {
      ...database,
      attributes: {
        ...database.attributes,
        'Endpoint.Port': String(server.port),
      },
    });
  }
  return missing.map(({ physicalId }) => physicalId);
}

/** The creation of a DB instance is repeated, and starts its server. */
function isNew(status: string): boolean {
  return status === 'creating';
}

function isReplica({ sourceIdentifier }: StoredDatabase): boolean {
  return sourceIdentifier !== undefined;
}
