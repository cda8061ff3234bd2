import { PostgresRefusal } from '../../postgres/PostgresRefusal';
import { detachInterfaces } from '../NetworkInterface';
import { text, truth } from '../names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
  ResourceResult,
} from '../ResourceHandler';
import { adoptOrRefuse, allTags, findStored, store } from '../StoredResource';
import { isReplica, refuse, validateDatabase } from './databaseRules';
import { describeDatabase } from './describeDatabase';
import {
  checkParameterGroup,
  effectiveParameters,
} from './effectiveParameters';
import { formatEngineVersion, parseEngineVersion } from './engineVersions';
import { makeMissingLogGroups } from './logGroups';
import { attachDatabase, choosePlacement } from './placement';
import { secondsToCreate, secondsToDelete, secondsToUpdate } from './seconds';
import { DATABASE, replicasOf, StoredDatabase } from './StoredDatabase';
import { keepSnapshot } from './snapshots';
import { subjectOf } from './subjectOf';
import { validateUpdate } from './updateRules';

/** DB instances: real PostgreSQL servers. */
export class DBInstanceHandler implements ResourceHandler {
  readonly type = DATABASE;

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html */
  readonly createOnly = [
    'BackupTarget',
    'CharacterSetName',
    'CustomIAMInstanceProfile',
    'DBClusterIdentifier',
    'DBInstanceIdentifier',
    'DBName',
    'DBSubnetGroupName',
    'DBSystemId',
    'Engine',
    'KmsKeyId',
    'MasterUsername',
    'NcharCharacterSetName',
    'Port',
    'SourceDBInstanceIdentifier',
    'SourceRegion',
    'StorageEncrypted',
    'Timezone',
  ];

  validate(properties: Properties): void {
    validateDatabase(properties);
  }

  restarts(before: Properties, after: Properties): boolean {
    return ['DBInstanceClass', 'DBParameterGroupName', 'EngineVersion'].some(
      name => before[name] !== after[name],
    );
  }

  async create(
    ctx: ResourceContext,
    properties: Properties,
  ): Promise<ResourceResult> {
    validateDatabase(properties);
    const planned = describeDatabase(ctx, properties);
    const begun = adoptOrRefuse<StoredDatabase>(
      ctx,
      DATABASE,
      planned.physicalId,
    );
    const database = begun ?? planned;
    if (!begun) {
      // A server that nobody knows of can be left of a state that was lost.
      await ctx.world.databases.remove(database.serverId);
    }
    const parameters = effectiveParameters(
      ctx.world,
      database.parameterGroup,
      subjectOf(database),
    );
    store(ctx.world, database);
    ctx.initiated(database.physicalId);
    attachDatabase(ctx.world, database);
    makeMissingLogGroups(ctx, database.physicalId, properties);
    const [server] = await Promise.all([
      inWordsOfPostgres(() => startServer(ctx, database, parameters)),
      ctx.wait(secondsToCreate(database)),
    ]);
    return save(ctx, {
      ...database,
      status: 'available',
      attributes: {
        ...database.attributes,
        'Endpoint.Address': '127.0.0.1',
        'Endpoint.Port': String(server.port),
      },
    });
  }

  async update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
    oldProperties: Properties,
  ): Promise<ResourceResult> {
    validateDatabase(properties);
    const before = existing(ctx, physicalId);
    validateUpdate({
      database: before,
      replicas: replicasOf(ctx.world, physicalId),
      before: oldProperties,
      after: properties,
    });
    const after = withChanges(ctx, before, properties);
    store(ctx.world, { ...before, status: 'modifying' } as StoredDatabase);
    try {
      await ctx.wait(secondsToUpdate(before, after));
      await inWordsOfPostgres(() =>
        changeServer(ctx, after, properties, oldProperties),
      );
    } catch (error) {
      store(ctx.world, before);
      throw error;
    }
    attachDatabase(ctx.world, after);
    makeMissingLogGroups(ctx, physicalId, properties);
    return save(ctx, after);
  }

  async delete(ctx: ResourceContext, physicalId: string): Promise<void> {
    const database = await beginDeletion(ctx, physicalId);
    if (database) {
      await ctx.world.databases.remove(database.serverId);
      endDeletion(ctx, database);
    }
  }

  async snapshot(ctx: ResourceContext, physicalId: string): Promise<void> {
    const found = find(ctx, physicalId);
    refuse(
      found?.sourceIdentifier
        ? 'FinalDBSnapshotIdentifier can not be specified when deleting a replica instance'
        : undefined,
      'InvalidParameterCombination',
    );
    const database = await beginDeletion(ctx, physicalId);
    if (database) {
      await keepSnapshot(ctx, database);
      endDeletion(ctx, database);
    }
  }

  async drift(ctx: ResourceContext, physicalId: string): Promise<Properties> {
    return existing(ctx, physicalId).properties;
  }
}

function find(ctx: ResourceContext, physicalId: string) {
  return findStored<StoredDatabase>(ctx.world, DATABASE, physicalId);
}

function existing(ctx: ResourceContext, physicalId: string): StoredDatabase {
  const found = find(ctx, physicalId);
  if (!found) {
    throw new ResourceFailure(
      `DBInstance ${physicalId} not found. (Service: Rds, Status Code: 404, Error Code: DBInstanceNotFound)`,
      'NotFound',
    );
  }
  return found;
}

function save(ctx: ResourceContext, database: StoredDatabase): ResourceResult {
  store(ctx.world, database);
  const { physicalId, attributes } = database;
  return { physicalId, attributes };
}

async function startServer(
  { world }: ResourceContext,
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

/** The database as the new properties want it. */
function withChanges(
  ctx: ResourceContext,
  before: StoredDatabase,
  properties: Properties,
): StoredDatabase {
  const major = parseEngineVersion(before.engineVersion)!.major;
  const parameterGroup =
    text(properties.DBParameterGroupName) ?? `default.postgres${major}`;
  checkParameterGroup(ctx.world, parameterGroup, major);
  const version = text(properties.EngineVersion);
  const multiAz = truth(properties.MultiAZ);
  return {
    ...before,
    properties,
    parameterGroup,
    tags: allTags(ctx, properties),
    instanceClass: String(properties.DBInstanceClass),
    allocatedStorage: Number(
      properties.AllocatedStorage ?? before.allocatedStorage,
    ),
    engineVersion: version?.includes('.')
      ? formatEngineVersion(parseEngineVersion(version)!)
      : before.engineVersion,
    multiAz,
    secondaryZone: multiAz
      ? before.secondaryZone ??
        choosePlacement(ctx, before.subnetGroup, {
          MultiAZ: true,
          AvailabilityZone: before.availabilityZone,
        }).secondaryZone
      : undefined,
    deletionProtection: truth(properties.DeletionProtection),
    pendingReboot: false,
    status: 'available',
  };
}

async function changeServer(
  { world }: ResourceContext,
  database: StoredDatabase,
  properties: Properties,
  oldProperties: Properties,
): Promise<void> {
  await world.databases.reconfigure(
    database.serverId,
    effectiveParameters(world, database.parameterGroup, subjectOf(database)),
    { restart: true },
  );
  const password = text(properties.MasterUserPassword);
  const isChanged = password !== text(oldProperties.MasterUserPassword);
  if (password && isChanged && !isReplica(properties)) {
    await world.databases.changeMasterPassword(database.serverId, password);
  }
}

/** @returns undefined when there is nothing to delete */
async function beginDeletion(
  ctx: ResourceContext,
  physicalId: string,
): Promise<StoredDatabase | undefined> {
  const database = find(ctx, physicalId);
  if (!database) {
    return undefined;
  }
  refuse(
    database.deletionProtection
      ? 'Cannot delete protected DB Instance, please disable deletion protection and try again.'
      : undefined,
    'InvalidParameterCombination',
  );
  store(ctx.world, { ...database, status: 'deleting' } as StoredDatabase);
  await ctx.wait(secondsToDelete(database));
  await promoteReplicas(ctx, database);
  return database;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html */
async function promoteReplicas(
  { world }: ResourceContext,
  database: StoredDatabase,
): Promise<void> {
  for (const replica of replicasOf(world, database.physicalId)) {
    await world.databases.promote(replica.serverId);
    store(world, {
      ...replica,
      sourceIdentifier: undefined,
    } as StoredDatabase);
  }
}

function endDeletion(ctx: ResourceContext, database: StoredDatabase): void {
  detachInterfaces(ctx.world, database.physicalId);
  ctx.world.remove(DATABASE, database.physicalId);
}

async function inWordsOfPostgres<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PostgresRefusal
      ? new ResourceFailure(
          `PostgreSQL did not start with these parameters: ${error.message}`,
          'NotStabilized',
        )
      : error;
  }
}
