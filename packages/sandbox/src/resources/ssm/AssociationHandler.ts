import { typicalDurations } from '@tap/aws-facts';
import { stableHex } from '../names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
  ResourceResult,
} from '../ResourceHandler';
import { newRecord, store } from '../StoredResource';
import { runAccessScript } from './runAccessScript';

const ASSOCIATION = 'AWS::SSM::Association';

const SECONDS = typicalDurations(ASSOCIATION);

/**
 * Associations of State Manager. With `WaitForSuccessTimeoutSeconds`, an
 * association is created or changed when its document has run successfully:
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ssm/tree/master/aws-ssm-association
 */
export class AssociationHandler implements ResourceHandler {
  readonly type = ASSOCIATION;
  readonly taggable = false;

  plannedId(ctx: ResourceContext): string {
    const hex = stableHex(ctx, 'association', 32);
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  validate({ Name }: Properties): void {
    if (typeof Name !== 'string') {
      throw new ResourceFailure(
        'Property Name cannot be empty.',
        'InvalidRequest',
      );
    }
  }

  async create(
    ctx: ResourceContext,
    properties: Properties,
  ): Promise<ResourceResult> {
    const physicalId = this.plannedId(ctx);
    const attributes = { AssociationId: physicalId };
    store(
      ctx.world,
      newRecord(ctx, ASSOCIATION, physicalId, properties, attributes),
    );
    ctx.initiated(physicalId);
    await ctx.wait(SECONDS.create);
    await run(ctx, physicalId, properties);
    return { physicalId, attributes };
  }

  async update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<ResourceResult> {
    const attributes = { AssociationId: physicalId };
    store(
      ctx.world,
      newRecord(ctx, ASSOCIATION, physicalId, properties, attributes),
    );
    await ctx.wait(SECONDS.update);
    await run(ctx, physicalId, properties);
    return { physicalId, attributes };
  }

  async delete(ctx: ResourceContext, physicalId: string): Promise<void> {
    await ctx.wait(SECONDS.delete);
    ctx.world.remove(ASSOCIATION, physicalId);
  }

  async drift(
    { world }: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<Properties> {
    return (
      world.get<{ properties: Properties }>(ASSOCIATION, physicalId)
        ?.properties ?? properties
    );
  }
}

/** @throws ResourceFailure with the message of CloudFormation, which does not name the cause */
async function run(
  { world }: ResourceContext,
  physicalId: string,
  { Parameters }: Properties,
): Promise<void> {
  const { commands = [] } = (Parameters ?? {}) as { commands?: string[] };
  try {
    await runAccessScript(world, commands.join('\n'));
  } catch (error) {
    throw Object.assign(
      new ResourceFailure(
        `Resource of type '${ASSOCIATION}' with identifier '${physicalId}' did not stabilize.`,
        'NotStabilized',
      ),
      { cause: error },
    );
  }
}
