import * as fc from 'fast-check';
import { App } from 'aws-cdk-lib';
import { SIZES, TapStack, TapStackProps, TapStackPropsError } from '..';
import { EXISTING_NETWORK, PINNED } from '../__testUtils__/shapes';

function refusal(props: Record<string, unknown>): TapStackPropsError {
  const app = new App();
  let caught: unknown;
  try {
    new TapStack(app, 'Refused', { ...PINNED, ...props } as TapStackProps);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(TapStackPropsError);
  expect(app.node.children).toHaveLength(0);
  return caught as TapStackPropsError;
}

function spec(override: Partial<(typeof SIZES)['small']>) {
  return { size: { ...SIZES.small, ...override } };
}

describe('an invalid property is rejected before any construct is created', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['environmentSuffix', { environmentSuffix: undefined }, 'undefined must'],
    ['environmentSuffix', { environmentSuffix: 'Orders' }, `'Orders' must`],
    ['environmentSuffix', { environmentSuffix: 'a' }, '3 to 20'],
    ['environmentSuffix', { environmentSuffix: 'a--b' }, 'single hyphens'],
    ['environmentSuffix', { environmentSuffix: 'ab-' }, 'not end with'],
    ['retention', { retention: 'keep' }, 'one of destroy, snapshot, retain'],
    ['size', { size: 'huge' }, 'one of micro, small, medium, large'],
    ['size', { size: 'constructor' }, 'one of micro'],
    ['size.storageGiB', spec({ storageGiB: 19 }), 'from 20 to 65536'],
    ['size.readReplicas', spec({ readReplicas: 3 }), 'from 0 to 2'],
    ['size.natGateways', spec({ natGateways: 0 }), 'from 1 to 3'],
    ['size.memoryMiB', spec({ memoryMiB: 1.5 }), 'whole number'],
    ['size.instanceClass', spec({ instanceClass: 't4g.micro' }), 'of RDS'],
    ['engineVersion', { engineVersion: '14' }, '15, 16, 17, 18'],
    ['engineVersion', { engineVersion: 'latest' }, 'major version'],
    ['replicaEngineVersion', { replicaEngineVersion: '9.6' }, 'major version'],
    ['backupRetentionDays', { backupRetentionDays: 0 }, 'from 1 to 35'],
    ['backupRetentionDays', { backupRetentionDays: 36 }, 'from 1 to 35'],
    ['actualStorageGiB', { actualStorageGiB: -1 }, 'whole number'],
    ['availabilityZones', { availabilityZones: ['a', 'a', 'b'] }, 'different'],
    ['availabilityZones', { availabilityZones: ['a'] }, 'two or three'],
    [
      'availabilityZones',
      { availabilityZones: ['a', 'b', 'c', 'd'] },
      'two or three',
    ],
    [
      'availabilityZones',
      { size: 'large', availabilityZones: ['a', 'b'] },
      'three different zones, because the size has 2 read replicas',
    ],
    ['bastionImageId', { bastionImageId: 'al2023' }, 'ID of an AMI'],
    ['s3PrefixListId', { s3PrefixListId: 's3' }, 'ID of a prefix list'],
    ['vpcCidr', { vpcCidr: '8.8.0.0/16' }, 'private range'],
    ['vpcCidr', { vpcCidr: '10.0.0.0/24' }, '16 or 20 bits'],
    ['vpcCidr', { vpcCidr: '10.0.8.0/20' }, '16 or 20 bits'],
    ['rolePath', { rolePath: 'tap' }, 'begin and end with a slash'],
    [
      'permissionsBoundaryArn',
      { permissionsBoundaryArn: 'boundary' },
      'ARN of an IAM policy',
    ],
    [
      'network.vpcId',
      { network: { ...EXISTING_NETWORK, vpcId: 'default' } },
      'ID of a VPC',
    ],
    [
      'network.isolatedSubnetIds',
      { network: { ...EXISTING_NETWORK, isolatedSubnetIds: ['subnet-0a'] } },
      'one for each of availabilityZones (3)',
    ],
    [
      'network.isolatedSubnetIds',
      { network: EXISTING_NETWORK, availabilityZones: undefined },
      'none given',
    ],
    [
      'network.privateSubnetIds',
      { network: { ...EXISTING_NETWORK, privateSubnetIds: [] } },
      'at least one',
    ],
    [
      'network.bastion.instanceId',
      {
        network: {
          ...EXISTING_NETWORK,
          bastion: { instanceId: 'bastion', securityGroupId: 'sg-01234567' },
        },
      },
      'ID of an EC2 instance',
    ],
    [
      'network.bastion.securityGroupId',
      {
        network: {
          ...EXISTING_NETWORK,
          bastion: { instanceId: 'i-01234567', securityGroupId: 'default' },
        },
      },
      'ID of a security group',
    ],
    ['extensions', { extensions: ['file_fdw'] }, 'RDS allows'],
    [
      'extensions',
      { extensions: ['pg_trgm'], egress: 'none' },
      'without a bastion',
    ],
    ['reachableFrom', { reachableFrom: ['office'] }, 'range of IPv4'],
    [
      'reachableFrom',
      { reachableFrom: ['sg-0123456789abcdef0'] },
      'must not be set without network',
    ],
    ['egress', { egress: 'vpn' }, 'one of nat-gateway, public-ip, none'],
    [
      'egress',
      { egress: 'public-ip', network: EXISTING_NETWORK },
      'must not be set together with network',
    ],
  ])('%s: %j', (field, props, rule) => {
    const error = refusal(props);

    expect(error.field).toBe(field);
    expect(error.rule).toContain(rule);
    expect(error.message).toBe(
      `${field}: ${error.rule}; for example ${error.example}`,
    );
  });

  it('rejects any suffix that violates the rule', () => {
    fc.assert(
      fc.property(fc.string(), suffix => {
        fc.pre(
          !/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/.test(suffix) ||
            suffix.includes('--'),
        );
        expect(refusal({ environmentSuffix: suffix }).field).toBe(
          'environmentSuffix',
        );
      }),
      { numRuns: 50 },
    );
  });
});
