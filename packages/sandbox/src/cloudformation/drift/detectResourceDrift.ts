import { isDeepStrictEqual } from 'node:util';
import { RESOURCE_TYPES, schemaType } from '@tap/aws-facts';
import {
  Properties,
  ResourceContext,
  ResourceFailure,
  ResourceHandler,
} from '../../resources/ResourceHandler';
import { ResourceRecord } from '../StackRecord';

/** The drift of a resource. */
export interface ResourceDrift {
  logicalId: string;
  physicalId?: string;
  type: string;
  status: 'IN_SYNC' | 'MODIFIED' | 'DELETED' | 'NOT_CHECKED';
  expected?: Properties;
  actual?: Properties;
  differences: PropertyDifference[];
  checkedAt: string;
}

/** A property that differs from the stack's definition. */
export interface PropertyDifference {
  /** JSON pointer, for example `/AllocatedStorage`. */
  path: string;
  expected: string;
  actual: string;
  type: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
}

/**
 * Compares the properties that the stack sets with those of the actual
 * resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 */
export async function detectResourceDrift(
  handler: ResourceHandler,
  ctx: ResourceContext,
  record: ResourceRecord,
): Promise<ResourceDrift> {
  const { logicalId, type, physicalId, current } = record;
  const drift: ResourceDrift = {
    logicalId,
    physicalId,
    type,
    status: 'NOT_CHECKED',
    differences: [],
    checkedAt: new Date().toISOString(),
  };
  if (!handler.drift || !current) {
    return drift;
  }
  const expected = current.properties;
  const actual = await readActual(handler, ctx, current.physicalId, expected);
  if (!actual) {
    return { ...drift, status: 'DELETED', expected };
  }
  const differences = compare(type, expected, actual);
  return {
    ...drift,
    status: differences.length > 0 ? 'MODIFIED' : 'IN_SYNC',
    expected,
    actual,
    differences,
  };
}

async function readActual(
  handler: ResourceHandler,
  ctx: ResourceContext,
  physicalId: string,
  expected: Properties,
): Promise<Properties | undefined> {
  try {
    return await handler.drift!(ctx, physicalId, expected);
  } catch (error) {
    if (
      error instanceof ResourceFailure &&
      error.handlerErrorCode === 'NotFound'
    ) {
      return undefined;
    }
    throw error;
  }
}

/** A read handler does not return write-only properties, so they cannot drift. */
function compare(type: string, expected: Properties, actual: Properties) {
  const schema = schemaType(type);
  const writeOnly =
    (schema && RESOURCE_TYPES[schema].writeOnlyProperties) || [];
  const names = Object.keys(expected).filter(
    name => !writeOnly.includes(`/properties/${name}`),
  );
  return names.flatMap<PropertyDifference>(name => {
    const [before, after] = [expected[name], actual[name]];
    if (isDynamic(before) || isDeepStrictEqual(text(before), text(after))) {
      return [];
    }
    return [
      {
        path: `/${name}`,
        expected: text(before),
        actual: text(after),
        type: after === undefined ? 'REMOVE' : 'NOT_EQUAL',
      },
    ];
  });
}

/** Secrets are not compared. */
function isDynamic(value: unknown): boolean {
  return JSON.stringify(value ?? '').includes('{{resolve:');
}

function text(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
