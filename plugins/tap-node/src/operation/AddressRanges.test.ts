import { overlaps, parseIpv4Range } from '@tap/aws-facts';
import { encodeMetadata, METADATA_PARAMETER } from '@tap/plugin-tap-common';
import { AddressRanges } from './AddressRanges';

const POOL = '10.64.0.0/17';
/** All parts of the pool. */
const PARTS = Array.from(
  { length: 8 },
  (_, index) => `10.64.${index * 16}.0/20`,
);

function stackWith(vpcCidr: string) {
  return {
    StackName: 'TapStack-other',
    CreationTime: new Date(),
    StackStatus: 'CREATE_IN_PROGRESS' as const,
    Parameters: [
      {
        ParameterKey: METADATA_PARAMETER,
        ParameterValue: encodeMetadata({
          owner: 'user:default/jo',
          size: 'micro',
          retention: 'destroy',
          engineVersion: '17.5',
          backupRetentionDays: 1,
          pins: { availabilityZones: [], options: { vpcCidr } },
        }),
      },
    ],
  };
}

function ranges(taken: { vpcs?: object[]; stacks?: string[] } = {}) {
  return new AddressRanges({
    network: { allVpcs: async () => taken.vpcs ?? [] },
    stacks: {
      describeAll: async () => ({
        stacks: (taken.stacks ?? []).map(stackWith),
        pages: 1,
      }),
    },
  });
}

describe('AddressRanges', () => {
  it('gives concurrent creations different parts of the pool, until none is free', async () => {
    const allocator = ranges();
    const reserved = await Promise.all(
      PARTS.map(() => allocator.reserve(POOL)),
    );
    expect(reserved.map(({ cidr }) => cidr).sort()).toEqual([...PARTS].sort());
    await expect(allocator.reserve(POOL)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /^cidrPool: all ranges of 10.64.0.0\/17 are taken .*for example 10.64.0.0\/10/,
      ),
    });
    reserved[3].release();
    await expect(allocator.reserve(POOL)).resolves.toMatchObject({
      cidr: reserved[3].cidr,
    });
  });

  it('never gives a range that overlaps with a VPC, also by a secondary range, or with a stack that has no VPC yet', async () => {
    const allocator = ranges({
      vpcs: [
        { CidrBlock: '10.64.16.0/24' },
        {
          CidrBlock: '172.31.0.0/16',
          CidrBlockAssociationSet: [{ CidrBlock: '10.64.32.0/19' }],
        },
        { CidrBlock: '10.65.0.0/16' },
      ],
      stacks: ['10.64.64.0/20'],
    });
    const free = await Promise.all(
      Array.from({ length: 4 }, () => allocator.reserve(POOL)),
    );
    expect(free.map(({ cidr }) => cidr).sort()).toEqual(
      [PARTS[0], PARTS[5], PARTS[6], PARTS[7]].sort(),
    );
    await expect(allocator.reserve(POOL)).rejects.toThrow(/^cidrPool/);
  });

  it('takes only parts of the pool', async () => {
    const { cidr } = await ranges().reserve('192.168.0.0/16');
    expect(
      overlaps(parseIpv4Range(cidr)!, parseIpv4Range('192.168.0.0/16')!),
    ).toBe(true);
  });
});
