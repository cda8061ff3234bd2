import {
  ENGINE_MAJOR_VERSIONS,
  RETENTION_NAMES,
  SIZES,
  synthesizeTemplate,
  type SizeName,
  type TapStackProps,
} from '@tap/stack';

/** A resource of a template. */
export interface StackResource {
  logicalId: string;
  type: string;
  properties: Record<string, unknown>;
}

/** The stack whose resources {@link stackResources} returns. */
export const EXAMPLE_STACK = {
  suffix: 'orders',
  partition: 'aws',
  accountId: '111122223333',
  region: 'eu-central-1',
};

const ZONES = ['a', 'b', 'c'].map(zone => `${EXAMPLE_STACK.region}${zone}`);

/** What a portal sets for every environment with the service role of docs/iam. */
const BASE: TapStackProps = {
  environmentSuffix: EXAMPLE_STACK.suffix,
  env: { account: EXAMPLE_STACK.accountId, region: EXAMPLE_STACK.region },
  availabilityZones: ZONES,
  bastionImageId: 'ami-0123456789abcdef0',
  permissionsBoundaryArn: `arn:aws:iam::${EXAMPLE_STACK.accountId}:policy/tap-boundary`,
};

/** Settings of a target that add resources or properties. */
const OPTIONS: Array<Partial<TapStackProps>> = [
  {},
  {
    alarmTopic: true,
    s3PrefixListId: 'pl-63a5400a',
    extendedSupport: true,
    egress: 'public-ip',
    vpcCidr: '10.64.16.0/20',
    reachableFrom: ['10.40.0.0/16'],
  },
  {
    alarmTopicArn: `arn:aws:sns:${EXAMPLE_STACK.region}:${EXAMPLE_STACK.accountId}:on-call`,
    network: {
      vpcId: 'vpc-0123456789abcdef0',
      isolatedSubnetIds: ZONES.map((_, index) => `subnet-isolated${index}`),
      privateSubnetIds: ZONES.map((_, index) => `subnet-private${index}`),
    },
  },
];

let known: StackResource[] | undefined;

/**
 * The resources of every template that TapStack can synthesize for a portal, by size, retention, options and major
 * version, after the update that applies the retention. They are synthesized once per process.
 */
export function stackResources(): StackResource[] {
  known ??= synthesizeAll();
  return known;
}

function synthesizeAll(): StackResource[] {
  const shapes = [
    ...(Object.keys(SIZES) as SizeName[]).flatMap(size =>
      RETENTION_NAMES.flatMap(retention =>
        OPTIONS.map(options => ({
          ...options,
          size,
          retention,
          deletionProtection: retention === 'retain',
        })),
      ),
    ),
    ...ENGINE_MAJOR_VERSIONS.map(engineVersion => ({ engineVersion })),
  ];
  const distinct = new Map<string, StackResource>();
  for (const shape of shapes) {
    const { templateBody } = synthesizeTemplate({ ...BASE, ...shape });
    const { Resources } = JSON.parse(templateBody);
    for (const [logicalId, { Type, Properties = {} }] of Object.entries<any>(
      Resources,
    )) {
      const resource = { logicalId, type: Type, properties: Properties };
      distinct.set(JSON.stringify(resource), resource);
    }
  }
  return [...distinct.values()];
}
