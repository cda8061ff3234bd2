import { ownerOf } from './names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
} from './ResourceHandler';
import { World } from './World';

/**
 * The record of a resource in a world: its kind is the CloudFormation type, its
 * ID the physical ID.
 */
export interface StoredResource {
  type: string;
  physicalId: string;
  logicalId: string;
  stackId: string;
  stackName: string;
  /** Distinguishes a repeated creation from a second one. */
  owner: string;
  properties: Properties;
  attributes: Record<string, unknown>;
  tags: Record<string, string>;
  /** ISO 8601 */
  createdAt: string;
}

/** Finds a resource. */
export function findStored<T extends StoredResource = StoredResource>(
  world: World,
  type: string,
  physicalId: string,
): T | undefined {
  return world.get<T>(type, physicalId);
}

/** All resources of a type. */
export function listStored<T extends StoredResource = StoredResource>(
  world: World,
  type: string,
): T[] {
  return world.list<T>(type);
}

/** Adds a resource to the world or replaces its record. */
export function store(world: World, resource: StoredResource): void {
  world.put(resource.type, resource.physicalId, resource);
}

/** The record of a new resource. */
export function newRecord(
  ctx: ResourceContext,
  type: string,
  physicalId: string,
  properties: Properties,
  attributes: Record<string, unknown>,
): StoredResource {
  return {
    type,
    physicalId,
    logicalId: ctx.logicalId,
    stackId: ctx.stackId,
    stackName: ctx.stackName,
    owner: ownerOf(ctx),
    properties,
    attributes,
    tags: allTags(ctx, properties),
    createdAt: new Date().toISOString(),
  };
}

/** The stack's tags and the resource's own tags, which take precedence. */
export function allTags(
  ctx: ResourceContext,
  properties: Properties,
): Record<string, string> {
  const own = Array.isArray(properties.Tags) ? properties.Tags : [];
  return {
    ...ctx.tags,
    ...Object.fromEntries(own.map(({ Key, Value }) => [Key, String(Value)])),
  };
}

/**
 * Rejects a name that is taken.
 *
 * @returns the existing record if this creation made it before a crash
 * @throws ResourceFailure `AlreadyExists`
 */
export function adoptOrReject<T extends StoredResource>(
  ctx: ResourceContext,
  type: string,
  physicalId: string,
): T | undefined {
  const there = findStored<T>(ctx.world, type, physicalId);
  if (there && there.owner !== ownerOf(ctx)) {
    throw new ResourceFailure(
      `Resource of type '${type}' with identifier '${physicalId}' already exists.`,
      'AlreadyExists',
    );
  }
  return there;
}
