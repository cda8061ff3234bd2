import { TypicalDurations, typicalDurations } from '@tap/aws-facts';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
  ResourceResult,
} from './ResourceHandler';
import { SimpleResourceType } from './SimpleResourceType';
import {
  adoptOrReject,
  allTags,
  findStored,
  newRecord,
  store,
  StoredResource,
} from './StoredResource';

/**
 * The handler of a resource type that is defined by a {@link
 * SimpleResourceType}.
 */
export class SimpleResourceHandler implements ResourceHandler {
  readonly type: string;
  readonly createOnly?: readonly string[];
  readonly taggable?: boolean;
  private readonly seconds: TypicalDurations;

  constructor(private readonly definition: SimpleResourceType) {
    this.type = definition.type;
    this.createOnly = definition.createOnly;
    this.taggable = definition.taggable;
    this.seconds = typicalDurations(definition.type);
  }

  plannedId(ctx: ResourceContext, properties: Properties): string {
    return this.definition.physicalId(ctx, properties);
  }

  validate(properties: Properties): void {
    this.definition.validate?.(properties);
  }

  async create(
    ctx: ResourceContext,
    properties: Properties,
  ): Promise<ResourceResult> {
    this.definition.check?.(ctx, properties);
    const physicalId = this.plannedId(ctx, properties);
    const there = adoptOrReject(ctx, this.type, physicalId);
    const resource =
      there ??
      newRecord(
        ctx,
        this.type,
        physicalId,
        properties,
        this.attributes(ctx, properties, physicalId),
      );
    this.save(ctx, resource);
    ctx.initiated(physicalId);
    await ctx.wait(this.seconds.create);
    return result(resource);
  }

  async update(
    ctx: ResourceContext,
    physicalId: string,
    properties: Properties,
  ): Promise<ResourceResult> {
    this.definition.check?.(ctx, properties);
    const before = this.existing(ctx, physicalId);
    const resource: StoredResource = {
      ...before,
      properties,
      tags: allTags(ctx, properties),
      attributes: {
        ...before.attributes,
        ...this.attributes(ctx, properties, physicalId),
      },
    };
    await ctx.wait(this.seconds.update);
    this.save(ctx, resource);
    return result(resource);
  }

  async delete(ctx: ResourceContext, physicalId: string): Promise<void> {
    const resource = findStored(ctx.world, this.type, physicalId);
    if (!resource) {
      return;
    }
    this.definition.checkDelete?.(ctx, resource);
    await ctx.wait(this.seconds.delete);
    ctx.world.remove(this.type, physicalId);
    this.definition.removed?.(ctx, resource);
  }

  async drift(ctx: ResourceContext, physicalId: string): Promise<Properties> {
    return this.existing(ctx, physicalId).properties;
  }

  private attributes(
    ctx: ResourceContext,
    properties: Properties,
    physicalId: string,
  ): Record<string, unknown> {
    return this.definition.attributes?.(ctx, properties, physicalId) ?? {};
  }

  private save(ctx: ResourceContext, resource: StoredResource): void {
    store(ctx.world, resource);
    this.definition.stored?.(ctx, resource);
  }

  private existing(ctx: ResourceContext, physicalId: string): StoredResource {
    const found = findStored(ctx.world, this.type, physicalId);
    if (!found) {
      throw new ResourceFailure(
        `Resource of type '${this.type}' with identifier '${physicalId}' was not found.`,
        'NotFound',
      );
    }
    return found;
  }
}

function result({ physicalId, attributes }: StoredResource): ResourceResult {
  return { physicalId, attributes };
}
