import { isDeepStrictEqual } from 'node:util';
import { ResourceHandler } from '../../resources/ResourceHandler';
import { Physical } from '../StackRecord';

/** The difference between an object and the definition of its resource. */
export interface ResourceDifference {
  /** Top-level properties that differ. */
  properties: string[];
  /** Dot paths among `createOnly` that differ. */
  createOnly: string[];
  tags: boolean;
  metadata: boolean;
}

/** The wanted state of an object. */
export interface WantedResource {
  properties: Record<string, unknown>;
  stackTags: Record<string, string>;
  metadata?: unknown;
}

/** Compares an object with its definition. */
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

/** Whether anything changes. */
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
