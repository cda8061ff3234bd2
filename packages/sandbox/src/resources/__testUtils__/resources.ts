import { DatabaseServers } from '../../postgres/DatabaseServers';
import { resourceHandlers } from '..';
import {
  Properties,
  ResourceContext,
  ResourceHandler,
} from '../ResourceHandler';
import { World } from '../World';

/** A world in memory. Objects are copied as JSON, as in the persistent one. */
export function memoryWorld(databases?: DatabaseServers): World {
  const kinds = new Map<string, Map<string, string>>();
  const of = (kind: string) => {
    const objects = kinds.get(kind) ?? new Map<string, string>();
    kinds.set(kind, objects);
    return objects;
  };
  return {
    get: (kind, id) => {
      const found = of(kind).get(id);
      return found === undefined ? undefined : JSON.parse(found);
    },
    put: (kind, id, value) => {
      of(kind).set(id, JSON.stringify(value));
    },
    remove: (kind, id) => {
      of(kind).delete(id);
    },
    list: kind => [...of(kind).values()].map(value => JSON.parse(value)),
    databases: databases ?? noDatabases(),
  };
}

/** The handler of a type. */
export function handlerOf(type: string): ResourceHandler {
  return resourceHandlers().find(handler => handler.type === type)!;
}

/** A context for a resource of a stack named `TapStack-test`. */
export function testContext(
  world: World,
  logicalId: string,
  overrides: Partial<ResourceContext> = {},
): ResourceContext {
  return {
    logicalId,
    stackName: 'TapStack-test',
    stackId:
      'arn:aws:cloudformation:us-east-1:000000000000:stack/TapStack-test/1',
    region: 'us-east-1',
    accountId: '000000000000',
    tags: { 'tap:suffix': 'test' },
    clientRequestToken: 'token',
    suffix: 'ABCDEFGHIJKL',
    signal: new AbortController().signal,
    initiated: () => {},
    wait: async () => {},
    world,
    ...overrides,
  };
}

/** Creates a resource and returns its physical ID and attributes. */
export function create(
  world: World,
  type: string,
  logicalId: string,
  properties: Properties = {},
) {
  return handlerOf(type).create(testContext(world, logicalId), properties);
}

/** Deletes a resource. */
export function destroy(world: World, type: string, physicalId: string) {
  return handlerOf(type).delete(testContext(world, 'Any'), physicalId, {});
}

/** A VPC with a subnet in each of two zones and a DB subnet group. */
export async function createNetwork(world: World) {
  const vpc = await create(world, 'AWS::EC2::VPC', 'Vpc', {
    CidrBlock: '10.0.0.0/16',
  });
  const subnets = [];
  for (const zone of ['a', 'b']) {
    subnets.push(
      await create(world, 'AWS::EC2::Subnet', `Subnet${zone}`, {
        VpcId: vpc.physicalId,
        AvailabilityZone: `us-east-1${zone}`,
        CidrBlock: `10.0.${zone === 'a' ? 0 : 1}.0/24`,
      }),
    );
  }
  const subnetIds = subnets.map(({ physicalId }) => physicalId);
  const group = await create(world, 'AWS::RDS::DBSubnetGroup', 'Group', {
    SubnetIds: subnetIds,
  });
  return { vpcId: vpc.physicalId, subnetIds, subnetGroup: group.physicalId };
}

function noDatabases(): DatabaseServers {
  return new Proxy({} as DatabaseServers, {
    get: (_target, name) => () => {
      throw new Error(`This test has no databases, and calls ${String(name)}`);
    },
  });
}
