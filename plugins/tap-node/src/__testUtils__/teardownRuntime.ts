import { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type {
  NetworkInterface,
  SecurityGroup,
  Subnet,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { DBInstance, DBSnapshot } from '@aws-sdk/client-rds';
import { mockLogger } from './mockLogger';
import { TargetRuntime } from '../operation/TargetRuntime';
import { PriceList } from '../prices/PriceList';

/** An account, as a teardown reads it. */
interface Account {
  /** Of the stack; an error if they cannot be read. */
  resources: StackResourceSummary[] | Error;
  /** The template of the stack. */
  template?: object;
  /** By identifier. */
  instances?: Record<string, DBInstance>;
  /** By the identifier of the instance. */
  snapshots?: Record<string, DBSnapshot[]>;
  /** By the filter and the ID that it is called with, for example `vpc-id vpc-1`. */
  interfaces?: Record<string, NetworkInterface[]>;
  securityGroups?: Record<string, SecurityGroup[]>;
  subnets?: Record<string, Subnet[]>;
  /** By the ID of the VPC. */
  endpoints?: Record<string, VpcEndpoint[]>;
}

/** The runtime of a teardown, which reads an account in memory. */
export function teardownRuntime(account: Account): TargetRuntime {
  const { resources, instances = {}, snapshots = {} } = account;
  const found = <T>(all: Record<string, T[]> = {}, keys: string[]): T[] =>
    keys.flatMap(key => all[key] ?? []);
  const byFilter =
    <T>(all: Record<string, T[]> | undefined) =>
    async (filter: string, ids: string[]) =>
      found(
        all,
        ids.map(id => `${filter} ${id}`),
      );
  const runtime = {
    logger: mockLogger(),
    target: { region: 'us-east-1' },
    prices: { current: () => PriceList.of('us-east-1', undefined) },
    stacks: {
      resources: async () => {
        if (resources instanceof Error) {
          throw resources;
        }
        return resources;
      },
      template: async () => JSON.stringify(account.template ?? {}),
    },
    databases: {
      instance: async (identifier: string) => instances[identifier],
      manualSnapshots: async (identifier: string) =>
        snapshots[identifier] ?? [],
    },
    network: {
      interfaces: byFilter(account.interfaces),
      securityGroups: byFilter(account.securityGroups),
      subnets: byFilter(account.subnets),
      endpoints: async (ids: string[]) => found(account.endpoints, ids),
    },
  };
  return runtime as unknown as TargetRuntime;
}

/** A resource of a stack that exists; its logical ID is the last part of its type. */
export function resource(
  type: string,
  physicalId: string | undefined,
  facts: Partial<StackResourceSummary> = {},
): StackResourceSummary {
  return {
    LogicalResourceId: type.split('::')[2],
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: 'CREATE_COMPLETE',
    LastUpdatedTimestamp: new Date(0),
    ...facts,
  };
}
