import { isDeepStrictEqual } from 'node:util';
import {
  replacingProperties,
  ResourceProperties,
  updateRequirement,
} from '@tap/aws-facts';
import { ResourceHandler } from '../../resources/ResourceHandler';
import { Physical } from '../StackRecord';

/** The difference between an object and the definition of its resource. */
export interface ResourceDifference {
  /** Top-level properties that differ. */
  properties: string[];
  /** Paths of the properties whose change replaces the resource, such as `DnsOptions/PrivateDnsPreference`. */
  createOnly: string[];
  /** Whether the schema of the type calls the replacement for a changed property conditional. */
  conditional: boolean;
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
  const properties = [...names].filter(
    name =>
      !isDeepStrictEqual(
        plain(current.properties[name]),
        plain(wanted.properties[name]),
      ),
  );
  return {
    properties,
    conditional: properties.some(
      name => updateRequirement(handler.type, name) === 'conditional',
    ),
    createOnly: replacing(
      handler,
      plain(current.properties) as ResourceProperties,
      plain(wanted.properties) as ResourceProperties,
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

/** By AWS's schemas; by the handler for a type that they do not have. */
function replacing(
  { type, createOnly = [] }: ResourceHandler,
  before: ResourceProperties,
  after: ResourceProperties,
): string[] {
  return (
    replacingProperties(type, before, after) ??
    createOnly.filter(name => !isDeepStrictEqual(before[name], after[name]))
  );
}
