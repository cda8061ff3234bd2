import { ownerOf } from './names';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
} from './ResourceHandler';
import { World } from './World';

/**
 * A resource as it stands in the world: kind is its CloudFormation type, ID its
 * physical ID.
 */
export interface StoredResource {
  type: string;
  physicalId: string;
  logicalId: string;
  stackId: string;
  stackName: string;
  /** Tells a creation that is run again from a second one. */
  owner: string;
  properties: Properties;
  attributes: Record<string, unknown>;
  tags: Record<string, string>;
  /** ISO 8601 */
  createdAt: string;
}

/** Looks a resource up. */
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

/** Puts a resource into the world, or puts it there again after a change. */
export function store(world: World, resource: StoredResource): void {
  world.put(resource.type, resource.physicalId, resource);
}

/** The record of a resource that is being made. */
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

/** The stack's tags and the resource's own, which win. */
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
 * Refuses a name that is taken.
 *
 * @returns the record when it is this very creation's, begun before a crash
 * @throws ResourceFailure `AlreadyExists`
 */
export function adoptOrRefuse<T extends StoredResource>(
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
