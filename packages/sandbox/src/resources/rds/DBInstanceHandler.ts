import { INSTANCE_SECONDS, instanceRoundSeconds } from '@tap/aws-facts';
import {
  Properties,
  ResourceContext,
  ResourceHandler,
  ResourceResult,
} from '../ResourceHandler';
import { adoptOrReject, store } from '../StoredResource';
import { rejectIf, validateDatabase } from './databaseRules';
import { changeServer, startServer } from './databaseServer';
import { beginDeletion, endDeletion } from './deletion';
import { databaseIdentifier, describeDatabase } from './describeDatabase';
import { effectiveParameters } from './effectiveParameters';
import { finishCreation } from './finishCreation';
import { existingDatabase, findDatabase } from './findDatabase';
import { createMissingLogGroups } from './logGroups';
import { attachDatabase } from './placement';
import { secondsToUpdate } from './secondsToUpdate';
import { keepSnapshot } from './snapshots';
import { DATABASE, replicasOf, StoredDatabase } from './StoredDatabase';
import { formulaContext } from './formulaContext';
import { validateUpdate } from './updateRules';
import { withChanges } from './withChanges';

/** DB instances: PostgreSQL servers. */
export class DBInstanceHandler implements ResourceHandler {
  readonly type = DATABASE;

  plannedId(ctx: ResourceContext, properties: Properties): string {
    return databaseIdentifier(ctx, properties);
  }

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
    const started = adoptOrReject<StoredDatabase>(
      ctx,
      DATABASE,
      planned.physicalId,
    );
    const database = started ?? planned;
    if (!started) {
      // An unknown server can be left over from a lost state.
      await ctx.world.databases.remove(database.serverId);
    }
    const parameters = effectiveParameters(
      ctx.world,
      database.parameterGroup,
      formulaContext(database),
    );
    store(ctx.world, database);
    ctx.initiated(database.physicalId);
    attachDatabase(ctx.world, database);
    createMissingLogGroups(ctx, database.physicalId, properties);
    const [server] = await Promise.all([
      startServer(ctx, database, parameters),
      ctx.wait(instanceRoundSeconds('create', properties)),
    ]);
    const created = await finishCreation(ctx, {
      ...database,
      attributes: {
        ...database.attributes,
        'Endpoint.Address': '127.0.0.1',
        'Endpoint.Port': String(server.port),
      },
    });
    return save(ctx, { ...created, status: 'available' });
  }

  async update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
    oldProperties: Properties,
  ): Promise<ResourceResult> {
    validateDatabase(properties);
    const before = existingDatabase(ctx, physicalId);
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
      await changeServer(ctx, after, oldProperties);
    } catch (error) {
      store(ctx.world, before);
      throw error;
    }
    attachDatabase(ctx.world, after);
    createMissingLogGroups(ctx, physicalId, properties);
    return save(ctx, after);
  }

  async delete(ctx: ResourceContext, physicalId: string): Promise<void> {
    const database = await beginDeletion(
      ctx,
      physicalId,
      INSTANCE_SECONDS.delete,
    );
    if (database) {
      await ctx.world.databases.remove(database.serverId);
      endDeletion(ctx, database);
    }
  }

  async snapshot(ctx: ResourceContext, physicalId: string): Promise<void> {
    const found = findDatabase(ctx, physicalId);
    rejectIf(
      found?.sourceIdentifier
        ? 'FinalDBSnapshotIdentifier can not be specified when deleting a replica instance'
        : undefined,
      'InvalidParameterCombination',
    );
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
    rejectIf(
      found?.status === 'stopped'
        ? `Cannot create a snapshot because the database instance ${physicalId} is not currently in the available state.`
        : undefined,
      'InvalidDBInstanceState',
    );
    const database = await beginDeletion(
      ctx,
      physicalId,
      INSTANCE_SECONDS.finalSnapshot + INSTANCE_SECONDS.delete,
    );
    if (database) {
      await keepSnapshot(ctx, database);
      endDeletion(ctx, database);
    }
  }

  async drift(ctx: ResourceContext, physicalId: string): Promise<Properties> {
    return existingDatabase(ctx, physicalId).properties;
  }
}

function save(ctx: ResourceContext, database: StoredDatabase): ResourceResult {
  store(ctx.world, database);
  const { physicalId, attributes } = database;
  return { physicalId, attributes };
}
