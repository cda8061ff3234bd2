import { PARAMETER_FAMILIES } from '@tap/aws-facts';
import { PostgresError } from '../../postgres/PostgresError';
import { arn, stableHex, text } from '../names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceResult,
} from '../ResourceHandler';
import { SimpleResourceHandler } from '../SimpleResourceHandler';
import { store, StoredResource } from '../StoredResource';
import { checkParameters } from './checkParameters';
import { rejectIf } from './databaseRules';
import { effectiveParameters, PARAMETER_GROUP } from './effectiveParameters';
import { identifierProblem } from './identifierProblem';
import { listDatabases, StoredDatabase } from './StoredDatabase';
import { formulaContext } from './formulaContext';

/**
 * DB parameter groups. A change is applied to the databases of the group
 * immediately; static parameters wait for the next restart (`pending-reboot`):
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
 */
export class DBParameterGroupHandler extends SimpleResourceHandler {
  constructor() {
    super({
      type: PARAMETER_GROUP,
      physicalId: (ctx, properties) =>
        (
          text(properties.DBParameterGroupName) ??
          `${ctx.stackName}-${ctx.logicalId}-${stableHex(ctx, 'group', 12)}`
        ).toLowerCase(),
      attributes: (ctx, _properties, name) => ({
        DBParameterGroupName: name,
        DBParameterGroupArn: arn(ctx, 'rds', `pg:${name}`),
      }),
      validate: ({ DBParameterGroupName, Family, Parameters }) => {
        rejectIf(
          identifierProblem(
            'DBParameterGroupName',
            text(DBParameterGroupName),
            255,
          ),
          'InvalidParameterValue',
        );
        rejectIf(
          PARAMETER_FAMILIES.includes(String(Family))
            ? undefined
            : `ParameterGroupFamily ${Family} is not a valid parameter group family`,
          'InvalidParameterValue',
        );
        checkParameters(String(Family), (Parameters ?? {}) as Properties);
      },
      checkDelete: rejectWhileUsed,
    });
  }

  async update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<ResourceResult> {
    for (const database of databasesOf(ctx, physicalId)) {
      await applyTo(ctx, database, properties);
    }
    return super.update(ctx, physicalId, properties);
  }
}

async function applyTo(
  { world }: ResourceContext,
  database: StoredDatabase,
  { Parameters }: Properties,
): Promise<void> {
  try {
    const { pendingRestart } = await world.databases.reconfigure(
      database.serverId,
      effectiveParameters(
        world,
        database.parameterGroup,
        formulaContext(database),
        (Parameters ?? {}) as Properties,
      ),
      { restart: false },
    );
    store(world, {
      ...database,
      pendingReboot: pendingRestart,
    } as StoredResource);
  } catch (error) {
    throw error instanceof PostgresError
      ? new ResourceFailure(error.message, 'InvalidRequest')
      : error;
  }
}

function databasesOf({ world }: ResourceContext, group: string) {
  return listDatabases(world).filter(
    ({ parameterGroup }) => parameterGroup === group,
  );
}

function rejectWhileUsed(
  ctx: ResourceContext,
  { physicalId }: StoredResource,
): void {
  rejectIf(
    databasesOf(ctx, physicalId).length > 0
      ? `One or more database instances are still members of this parameter group ${physicalId}, so the group cannot be deleted`
      : undefined,
    'InvalidDBParameterGroupState',
  );
}
