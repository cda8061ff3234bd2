import { inspect } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { sizes as SIZES } from '@tap/stack/module';
import { readEngineConfig, readTargets } from './readTargets';

const SANDBOX = {
  name: 'sandbox',
  accountId: '000000000000',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:4577',
};
const WITHOUT_ROLE = {
  name: 'prod-eu',
  accountId: '123456789012',
  region: 'eu-central-1',
};
const PROD = {
  ...WITHOUT_ROLE,
  serviceRoleArn: 'arn:aws:iam::123456789012:role/tap-cloudformation',
};

function read(...targets: object[]) {
  return readTargets(new ConfigReader({ tap: { targets } }));
}

const HUGE = {
  instanceClass: 'db.r7g.8xlarge',
  memoryMiB: 262144,
  vcpus: 32,
  storageGiB: 1000,
  maxStorageGiB: 4000,
  multiAz: true,
  readReplicas: 2,
  natGateways: 3,
  iamAuthentication: true,
};

/** Reads a sandbox with these sizes in app-config. */
function readSizes(sizes: object, target: object = {}) {
  return readTargets(
    new ConfigReader({
      tap: { sizes, targets: [{ ...SANDBOX, ...target }] },
    } as object),
  )[0];
}

describe('readTargets', () => {
  it('offers everything where nothing is restricted, and makes an only target the default', () => {
    expect(read(SANDBOX)).toEqual([
      expect.objectContaining({
        name: 'sandbox',
        isDefault: true,
        sizes: ['micro', 'small', 'medium', 'large'],
        defaultSize: 'small',
        retentions: ['destroy', 'snapshot', 'retain'],
        sizeSpecs: SIZES,
        callsPerSecond: 4,
      }),
    ]);
  });

  it('reads the egress and a shared bastion', () => {
    const network = {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      isolatedSubnetIds: ['subnet-0a', 'subnet-0b'],
      privateSubnetIds: ['subnet-0c'],
      bastion: {
        instanceId: 'i-0123456789abcdef0',
        securityGroupId: 'sg-0123456789abcdef0',
      },
    };
    expect(read({ ...SANDBOX, egress: 'public-ip' })[0].egress).toBe(
      'public-ip',
    );
    expect(read({ ...SANDBOX, network, egress: 'none' })[0]).toMatchObject({
      network,
      egress: 'none',
    });
    expect(read(SANDBOX)[0].egress).toBeUndefined();
    expect(() => read({ ...SANDBOX, egress: 'vpn' })).toThrow(
      "tap.targets sandbox: egress: 'vpn' must be one of nat-gateway, public-ip, none, for example nat-gateway",
    );
    expect(() => read({ ...SANDBOX, network, egress: 'public-ip' })).toThrow(
      /^tap.targets sandbox: egress: 'public-ip' is not possible with network/,
    );
    for (const [field, rule] of [
      ['instanceId', 'the ID of an EC2 instance'],
      ['securityGroupId', 'the ID of a security group'],
    ]) {
      expect(() =>
        read({
          ...SANDBOX,
          network: {
            ...network,
            bastion: { ...network.bastion, [field]: 'x' },
          },
        }),
      ).toThrow(
        `tap.targets sandbox: network.bastion.${field}: 'x' must be ${rule}, for example `,
      );
    }
  });

  it.each([
    [['office'], {}, "'office' must be a range of IPv4 addresses"],
    [['0.0.0.0/0'], {}, "'0.0.0.0/0' is too large"],
    [['sg-0123456789abcdef0'], {}, "needs 'network'"],
    [
      ['10.9.1.0/24'],
      { vpcCidr: '10.9.0.0/16' },
      "'10.9.1.0/24' overlaps with vpcCidr 10.9.0.0/16",
    ],
  ])('rejects reachableFrom %j with %j', (reachableFrom, more, message) => {
    expect(() => read({ ...SANDBOX, ...more, reachableFrom })).toThrow(
      `tap.targets sandbox: reachableFrom: `,
    );
    expect(() => read({ ...SANDBOX, ...more, reachableFrom })).toThrow(message);
  });

  it.each([
    [{ cidrPool: '10.64.0.0' }, "cidrPool: '10.64.0.0' must be a private"],
    [{ cidrPool: '10.64.0.1/12' }, 'must be a private range'],
    [{ cidrPool: '8.0.0.0/8' }, 'must be a private range'],
    [{ cidrPool: '10.64.0.0/20' }, 'with at most 19 bits'],
    [
      { cidrPool: '10.64.0.0/12', vpcCidr: '10.0.0.0/16' },
      'cidrPool and vpcCidr exclude each other',
    ],
    [
      { cidrPool: '10.64.0.0/12', reachableFrom: ['10.70.0.0/16'] },
      "'10.70.0.0/16' overlaps with cidrPool 10.64.0.0/12",
    ],
  ])('rejects %j', (more, message) => {
    expect(() => read({ ...SANDBOX, ...more })).toThrow(message);
  });

  it('reads pools, which overlap only in the same account and region', () => {
    const pool = { cidrPool: '10.64.0.0/12' };
    const one = { ...SANDBOX, ...pool, default: true };
    expect(read(one, { ...SANDBOX, ...pool, name: 'b' })[0].cidrPool).toBe(
      pool.cidrPool,
    );
    expect(() => read(one, { ...PROD, cidrPool: '10.72.0.0/13' })).toThrow(
      'tap.targets: cidrPool of sandbox (10.64.0.0/12) overlaps with that of prod-eu (10.72.0.0/13)',
    );
  });

  it('reads reachableFrom', () => {
    const reachableFrom = ['10.40.0.0/16', 'pl-63a5400a'];
    expect(read({ ...SANDBOX, reachableFrom })[0].reachableFrom).toEqual(
      reachableFrom,
    );
  });

  it('puts the default target first', () => {
    expect(
      read(SANDBOX, { ...PROD, default: true }).map(t => [t.name, t.isDefault]),
    ).toEqual([
      ['prod-eu', true],
      ['sandbox', false],
    ]);
  });

  it('merges what a size means', () => {
    const [target] = read({
      ...SANDBOX,
      sizeOverrides: { small: { storageGiB: 80, multiAz: true } },
    });
    expect(target.sizeSpecs.small).toEqual({
      ...SIZES.small,
      storageGiB: 80,
      multiAz: true,
    });
    expect(target.sizeSpecs.micro).toEqual(SIZES.micro);
  });

  it('adds sizes of app-config after those of the stack module, and changes them for all targets', () => {
    const target = readSizes(
      { huge: HUGE, small: { storageGiB: 60 } },
      { defaultSize: 'huge', sizeOverrides: { huge: { storageGiB: 2000 } } },
    );
    expect(target.sizes).toEqual(['micro', 'small', 'medium', 'large', 'huge']);
    expect(target.defaultSize).toBe('huge');
    expect(target.sizeSpecs).toEqual({
      ...SIZES,
      small: { ...SIZES.small, storageGiB: 60 },
      huge: { ...HUGE, storageGiB: 2000 },
    });
  });

  it.each<[string, object, string]>([
    [
      'a field that is missing',
      { huge: { ...HUGE, multiAz: undefined } },
      'tap.sizes.huge.multiAz: is missing; it must be true or false, for example multiAz: false',
    ],
    [
      'a field out of range',
      { huge: { ...HUGE, readReplicas: 3 } },
      "tap.sizes.huge.readReplicas: '3' must be a whole number from 0 to 2, for example readReplicas: 1",
    ],
    [
      'a class that is none',
      { huge: { ...HUGE, instanceClass: 'r7g.8xlarge' } },
      "tap.sizes.huge.instanceClass: 'r7g.8xlarge' must be an instance class of RDS, for example instanceClass: db.t4g.medium",
    ],
    [
      'a field that does not exist',
      { small: { disk: 1 } },
      'tap.sizes.small.disk: a size has no such field; its fields are instanceClass, memoryMiB, vcpus',
    ],
    [
      'a name that is none',
      { Huge: HUGE },
      "tap.sizes: the name of a size must be at most 20 lower-case letters, digits and single hyphens, beginning with a letter and ending with a letter or digit, but there is 'Huge'; for example small",
    ],
  ])('rejects %s of a size', (_, sizes, message) => {
    expect(() => readSizes(sizes)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('rejects a default size that is not on offer', () => {
    expect(() =>
      read({ ...SANDBOX, sizes: ['micro'], defaultSize: 'large' }),
    ).toThrow(
      "tap.targets sandbox: defaultSize: 'large' must be one of the sizes on offer (micro), for example micro",
    );
  });

  it.each([
    'arn:aws:iam::123456789012:role/tap-cloudformation',
    'arn:aws-cn:iam::123456789012:role/tap-cloudformation',
    'arn:aws-us-gov:iam::123456789012:role/platform/databases/tap.cfn@1',
  ])('accepts the service role %s', serviceRoleArn => {
    expect(read({ ...PROD, serviceRoleArn })).toEqual([
      expect.objectContaining({ serviceRoleArn }),
    ]);
  });

  it.each([
    'arn:aws:iam::123456789012:policy/tap-boundary',
    'arn:aws-cn:iam::123456789012:policy/platform/tap-boundary',
    'arn:aws-us-gov:iam::aws:policy/PowerUserAccess',
  ])('accepts the permissions boundary %s', permissionsBoundaryArn => {
    expect(read({ ...PROD, permissionsBoundaryArn })).toEqual([
      expect.objectContaining({ permissionsBoundaryArn }),
    ]);
  });

  it('requires a service role for AWS, and says why', () => {
    expect(() => read(WITHOUT_ROLE)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          "tap.targets prod-eu: serviceRoleArn is missing. Without a service role, CloudFormation acts with the portal's own role, which must not have permissions for RDS or IAM. Set serviceRoleArn to the role that CloudFormation assumes (see docs/IAM.md), for example arn:aws:iam::123456789012:role/tap-cloudformation",
      }),
    );
  });

  it('requires no service role for the sandbox', () => {
    expect(read(SANDBOX)).toEqual([
      expect.objectContaining({ serviceRoleArn: undefined }),
    ]);
  });

  it('takes private endpoints of AWS for AWS', () => {
    const serviceEndpoints = {
      cloudformation:
        'https://vpce-0a1b2c3d-abcdefgh.cloudformation.eu-central-1.vpce.amazonaws.com',
      rds: 'https://rds-fips.us-east-1.amazonaws.com/',
    };
    expect(read({ ...PROD, serviceEndpoints })).toEqual([
      expect.objectContaining({ endpoint: undefined, serviceEndpoints }),
    ]);
    expect(() => read({ ...WITHOUT_ROLE, serviceEndpoints })).toThrow(
      /serviceRoleArn is missing/,
    );
  });

  it.each([
    'http://127.0.0.1:4577',
    'http://localhost:4577',
    'http://tap.localhost:4577',
    'http://[::1]:4577',
  ])('takes %s for the sandbox', endpoint => {
    expect(read({ ...SANDBOX, endpoint })).toEqual([
      expect.objectContaining({ endpoint }),
    ]);
  });

  it.each<[string, object[], RegExp]>([
    ['no default', [SANDBOX, PROD], /exactly one target .* none has/],
    [
      'two defaults',
      [
        { ...SANDBOX, default: true },
        { ...PROD, default: true },
      ],
      /sandbox and prod-eu have/,
    ],
    ['one name twice', [SANDBOX, SANDBOX], /two targets are named 'sandbox'/],
    ['a bad name', [{ ...SANDBOX, name: 'Prod.EU' }], /name: 'Prod.EU' must/],
    [
      'the address of a page',
      [{ ...SANDBOX, name: 'create' }],
      /^tap.targets\[0\].name: 'create' is reserved, .*for example prod-eu$/,
    ],
    ['a short account', [{ ...SANDBOX, accountId: '12' }], /12 digits/],
    ['a bad region', [{ ...SANDBOX, region: 'Frankfurt' }], /an AWS region/],
    [
      'an endpoint that is no URL',
      [{ ...SANDBOX, endpoint: 'sandbox' }],
      /endpoint must be the URL of the sandbox/,
    ],
    [
      'an endpoint of AWS as the sandbox',
      [
        {
          ...SANDBOX,
          endpoint:
            'https://vpce-0a1b2c3d-abcdefgh.cloudformation.eu-central-1.vpce.amazonaws.com',
        },
      ],
      /set serviceEndpoints for private, FIPS or dual-stack endpoints/,
    ],
    [
      'a name that only begins like loopback',
      [{ ...SANDBOX, endpoint: 'http://127.0.0.1.example:4577' }],
      /on this machine/,
    ],
    [
      'an endpoint of the sandbox and endpoints of AWS',
      [
        {
          ...SANDBOX,
          serviceEndpoints: { rds: 'https://rds-fips.us-east-1.amazonaws.com' },
        },
      ],
      /remove one of them/,
    ],
    [
      'an endpoint of an unknown service',
      [{ ...PROD, serviceEndpoints: { s3: 'https://s3.amazonaws.com' } }],
      /serviceEndpoints.s3: there is no such service; the services are cloudformation, cloudwatch, ec2, pricing, rds, servicequotas, ssm/,
    ],
    ...[
      'http://rds.eu-central-1.amazonaws.com',
      'https://user:word@rds.eu-central-1.amazonaws.com',
      'https://rds.eu-central-1.amazonaws.com/path',
      'rds.eu-central-1.amazonaws.com',
    ].map((rds): [string, object[], RegExp] => [
      `the service endpoint ${rds}`,
      [{ ...PROD, serviceEndpoints: { rds } }],
      /serviceEndpoints.rds must be an https URL without path or credentials/,
    ]),
    ...[
      'tap-cloudformation',
      'arn:aws:iam::999999999999:role/tap-cloudformation',
      'arn:aws:iam::123456789012:user/tap-cloudformation',
      'arn:aws:iam::123456789012:role/',
      'arn:azure:iam::123456789012:role/tap-cloudformation',
      'arn:aws:sts::123456789012:assumed-role/tap-cloudformation/me',
    ].map((serviceRoleArn): [string, object[], RegExp] => [
      `the service role ${serviceRoleArn}`,
      [{ ...PROD, serviceRoleArn }],
      /serviceRoleArn: .* must be the ARN of an IAM role in account 123456789012, for example arn:aws:iam::123456789012:role\/tap-cloudformation/,
    ]),
    ...[
      'tap-boundary',
      'arn:aws:iam::999999999999:policy/tap-boundary',
      'arn:aws:iam::123456789012:role/tap-boundary',
    ].map((permissionsBoundaryArn): [string, object[], RegExp] => [
      `the permissions boundary ${permissionsBoundaryArn}`,
      [{ ...PROD, permissionsBoundaryArn }],
      /permissionsBoundaryArn: .* must be the ARN of an IAM policy in account 123456789012 or of AWS/,
    ]),
    ['an unknown size', [{ ...SANDBOX, sizes: ['huge'] }], /has 'huge'/],
    ['no size at all', [{ ...SANDBOX, sizes: [] }], /not empty/],
    ['no rate', [{ ...SANDBOX, callsPerSecond: 0 }], /callsPerSecond/],
    [
      'an override of no size',
      [{ ...SANDBOX, sizeOverrides: { huge: {} } }],
      /sizeOverrides.huge: there is no such size; the sizes are micro, small, medium, large. Add a size for all targets under tap.sizes/,
    ],
    [
      'an override of no field',
      [{ ...SANDBOX, sizeOverrides: { small: { disk: 1 } } }],
      /sizeOverrides.small.disk: a size has no such field/,
    ],
    [
      'an override of the wrong kind',
      [{ ...SANDBOX, sizeOverrides: { small: { storageGiB: '80' } } }],
      /sizeOverrides.small.storageGiB: '80' must be a whole number from 20 to 65536, for example storageGiB: 50/,
    ],
    [
      'a tag of ours',
      [{ ...SANDBOX, tags: { 'tap:portal': 'x' } }],
      /'tap:portal' is set by TAP/,
    ],
  ])('refuses %s', (_, targets, message) => {
    expect(() => read(...targets)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('readEngineConfig', () => {
  it('has defaults for portal and stack', () => {
    expect(readEngineConfig(new ConfigReader({}))).toEqual({
      portal: 'tap',
      stackModule: {
        name: '@tap/stack/module',
        module: expect.objectContaining({ sizes: SIZES }),
      },
      targets: [],
    });
  });

  it('refuses a target that requires proofs where no key can verify one', () => {
    const targets = [{ ...SANDBOX, requireStackProof: true }];
    expect(() =>
      readEngineConfig(new ConfigReader({ tap: { targets } })),
    ).toThrow(
      /requireStackProof is true, but there is no key .*tap.stackProof.keys/,
    );
  });

  it('refuses a key that is too short, without repeating it', () => {
    const stackProof = {
      keys: [{ secret: 'x'.repeat(32) }, { secret: 'hunter2' }],
    };
    const readKeys = () =>
      readEngineConfig(
        new ConfigReader({ tap: { stackProof, targets: [SANDBOX] } }),
      );
    expect(readKeys).toThrow(
      /keys\[1\].secret: must have at least 32 characters/,
    );
    expect(readKeys).not.toThrow(/hunter2/);
  });

  it('keeps keys out of what is printed of a target', () => {
    const stackProof = { keys: [{ secret: 'hunter2'.repeat(10) }] };
    const { targets } = readEngineConfig(
      new ConfigReader({ tap: { stackProof, targets: [SANDBOX] } }),
    );
    expect(targets[0].stackProofs).toBeDefined();
    expect(
      JSON.stringify(targets) + inspect(targets, { depth: 9 }),
    ).not.toContain('hunter2');
  });

  it('refuses an ID of the portal that no tag can hold', () => {
    expect(() =>
      readEngineConfig(new ConfigReader({ tap: { portal: 'my portal' } })),
    ).toThrow(/tap.portal: 'my portal'/);
  });
});
