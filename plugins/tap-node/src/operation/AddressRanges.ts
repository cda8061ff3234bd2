import { ConflictError } from '@backstage/errors';
import {
  formatIpv4Range,
  Ipv4Range,
  overlaps,
  parseIpv4Range,
} from '@tap/aws-facts';
import { randomInt } from 'node:crypto';
import { NetworkApi } from '../aws/NetworkApi';
import { StackApi } from '../aws/StackApi';
import { metadataOf } from '../stack';

/** Bits of the network of each environment's range: 4,096 addresses. */
const ENVIRONMENT_PREFIX = 20;

/** A range that no other creation of this process takes until it is released. */
export interface ReservedRange {
  /** For example `10.64.16.0/20`. */
  cidr: string;
  release: () => void;
}

/**
 * Free ranges of the pool of a target, for the networks of new environments.
 *
 * Taken are the ranges of all VPCs of the account and region, those of stacks whose VPC does not exist yet, and those that
 * other creations of this process have reserved. Another process can choose the same range at the same moment: the stack of
 * an environment reserves its range by a resource with a unique name, which CloudFormation creates before the VPC, so only
 * one of the two is created.
 */
export class AddressRanges {
  private readonly reserved = new Set<Ipv4Range>();

  constructor(
    private readonly sources: {
      network: Pick<NetworkApi, 'allVpcs'>;
      stacks: Pick<StackApi, 'describeAll'>;
    },
  ) {}

  /**
   * Reserves a free range, at random, so that processes rarely choose the same one.
   *
   * @param pool - for example `10.64.0.0/12`
   * @throws ConflictError if no range is free
   */
  async reserve(pool: string): Promise<ReservedRange> {
    const [vpcs, { stacks }] = await Promise.all([
      this.sources.network.allVpcs(),
      this.sources.stacks.describeAll(),
    ]);
    const taken = [
      ...vpcs.flatMap(({ CidrBlock, CidrBlockAssociationSet = [] }) => [
        CidrBlock,
        ...CidrBlockAssociationSet.map(each => each.CidrBlock),
      ]),
      ...stacks.map(stack => metadataOf(stack)?.pins.options?.vpcCidr),
    ].flatMap(cidr => parseIpv4Range(cidr ?? '') ?? []);
    // Nothing is awaited from here on, so that concurrent calls choose different ranges.
    const free = rangesOf(pool).filter(
      range =>
        ![...taken, ...this.reserved].some(other => overlaps(range, other)),
    );
    if (free.length === 0) {
      throw new ConflictError(
        `cidrPool: all ranges of ${pool} are taken by VPCs of this account and region; nothing was done. Tear down environments that are no longer needed, or ask a platform engineer for a larger pool, for example 10.64.0.0/10.`,
      );
    }
    const range = free[randomInt(free.length)];
    this.reserved.add(range);
    return {
      cidr: formatIpv4Range(range),
      release: () => this.reserved.delete(range),
    };
  }
}

function rangesOf(pool: string): Ipv4Range[] {
  const { first, prefix } = parseIpv4Range(pool)!;
  const size = 2 ** (32 - ENVIRONMENT_PREFIX);
  return Array.from(
    { length: 2 ** (ENVIRONMENT_PREFIX - prefix) },
    (_, index) => {
      const start = first + index * size;
      return {
        first: start,
        last: start + size - 1,
        prefix: ENVIRONMENT_PREFIX,
      };
    },
  );
}
