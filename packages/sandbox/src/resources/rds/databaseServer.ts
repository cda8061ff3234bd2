import { DatabaseProcess } from '../../postgres/DatabaseServers';
import { PostgresError } from '../../postgres/PostgresError';
import { text } from '../names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
} from '../ResourceHandler';
import { findStored } from '../StoredResource';
import { isReplica } from './databaseRules';
import { effectiveParameters } from './effectiveParameters';
import { parseEngineVersion } from './engineVersions';
import { DATABASE, StoredDatabase } from './StoredDatabase';
import { formulaContext } from './formulaContext';

/**
 * Starts the PostgreSQL server of a database, a primary or a replica.
 *
 * @throws ResourceFailure with PostgreSQL's message if it does not start
 */
export function startServer(
  ctx: Pick<ResourceContext, 'world'>,
  database: StoredDatabase,
  parameters: Record<string, string>,
): Promise<DatabaseProcess> {
  return asResourceFailure(() => start(ctx, database, parameters));
}

/**
 * Applies new parameters to the server, with a restart if they require one, and
 * a new password.
 *
 * @throws ResourceFailure with PostgreSQL's message if it rejects them
 */
export function changeServer(
  ctx: ResourceContext,
  database: StoredDatabase,
  oldProperties: Properties,
): Promise<void> {
  return asResourceFailure(() => change(ctx, database, oldProperties));
}

async function start(
  { world }: Pick<ResourceContext, 'world'>,
  database: StoredDatabase,
  parameters: Record<string, string>,
) {
  const { serverId, sourceIdentifier, properties } = database;
  if (sourceIdentifier) {
    const source = findStored<StoredDatabase>(
      world,
      DATABASE,
      sourceIdentifier,
    )!;
    return world.databases.createReplica(serverId, {
      sourceId: source.serverId,
      parameters,
    });
  }
  return world.databases.createPrimary(serverId, {
    majorVersion: parseEngineVersion(database.engineVersion)!.major,
    parameters,
    masterUsername: database.masterUsername,
    masterPassword: String(properties.MasterUserPassword),
    databaseName: database.databaseName,
  });
}

async function change(
  { world }: ResourceContext,
  database: StoredDatabase,
  oldProperties: Properties,
): Promise<void> {
  await world.databases.reconfigure(
    database.serverId,
    effectiveParameters(
      world,
      database.parameterGroup,
      formulaContext(database),
    ),
    { restart: true },
  );
  const { properties } = database;
  const password = text(properties.MasterUserPassword);
  const isChanged = password !== text(oldProperties.MasterUserPassword);
  if (password && isChanged && !isReplica(properties)) {
    await world.databases.changeMasterPassword(database.serverId, password);
  }
}

async function asResourceFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PostgresError
      ? new ResourceFailure(
          `PostgreSQL did not start with these parameters: ${error.message}`,
          'NotStabilized',
        )
      : error;
  }
}
