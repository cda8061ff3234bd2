import { isDeepStrictEqual } from 'node:util';
import { ResourceHandler } from '../../resources/ResourceHandler';
import { Physical } from '../StackRecord';

/** What the definition of a resource changes about the object there is. */
export interface ResourceDifference {
  /** Top-level properties that differ. */
  properties: string[];
  /** Dot paths among `createOnly` that differ. */
  createOnly: string[];
  tags: boolean;
  metadata: boolean;
}

/** What the object should be. */
export interface WantedResource {
  properties: Record<string, unknown>;
  stackTags: Record<string, string>;
  metadata?: unknown;
}

/** Compares what there is with what is wanted. */
export function changeOf(
  handler: ResourceHandler,
  current: Physical,
  wanted: WantedResource,
): ResourceDifference {
  const names = new Set([
    ...Object.keys(current.properties),
    ...Object.keys(wanted.properties),
  ]);
  return {
    properties: [...names].filter(
      name =>
        !isDeepStrictEqual(
          plain(current.properties[name]),
          plain(wanted.properties[name]),
        ),
    ),
    createOnly: handler.createOnly.filter(
      path =>
        !isDeepStrictEqual(
          plain(read(current.properties, path)),
          plain(read(wanted.properties, path)),
        ),
    ),
    tags:
      handler.taggable !== false &&
      !isDeepStrictEqual(current.stackTags, wanted.stackTags),
    metadata: !isDeepStrictEqual(
      plain(current.metadata),
      plain(wanted.metadata),
    ),
  };
}

/** Whether there is anything to be done. */
export function isChanged(difference: ResourceDifference): boolean {
  return (
    difference.properties.length > 0 || difference.tags || difference.metadata
  );
}

/** CloudFormation compares scalars as text: 1 and "1" are the same. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, plain(item)]),
    );
  }
  return value === undefined ? undefined : String(value);
}

function read(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown> | undefined)?.[key],
      value,
    );
}
