import { NetworkInterface } from '@aws-sdk/client-ec2';
import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { externalInterfaces } from './externalInterfaces';

const RESOURCES = [
  resource('AWS::EC2::VPC', 'vpc-1'),
  resource('AWS::EC2::SecurityGroup', 'sg-1'),
  resource('AWS::EC2::Instance', 'i-1'),
  resource('AWS::EC2::NatGateway', 'nat-0123456789'),
];

const find = (inVpc: NetworkInterface[], inGroup: NetworkInterface[] = []) =>
  externalInterfaces(
    teardownRuntime({
      resources: RESOURCES,
      interfaces: { 'vpc-id vpc-1': inVpc, 'group-id sg-1': inGroup },
    }),
    RESOURCES,
  );

describe('externalInterfaces', () => {
  it.each<[string, NetworkInterface]>([
    ['an instance of the stack', { Attachment: { InstanceId: 'i-1' } }],
    ['RDS, by its requester', { RequesterId: 'amazon-rds' }],
    ['RDS, by its description', { Description: 'RDSNetworkInterface' }],
    [
      'a NAT gateway of the stack',
      { Description: 'Interface for NAT Gateway nat-0123456789' },
    ],
  ])('accepts the interface of %s', async (_, one) => {
    await expect(
      find([{ NetworkInterfaceId: 'eni-1', ...one }]),
    ).resolves.toEqual([]);
  });

  it('names others, each once, with their description or instance', async () => {
    const lambda = {
      NetworkInterfaceId: 'eni-1',
      Description: 'AWS Lambda VPC ENI-reports',
    };
    const host = {
      NetworkInterfaceId: 'eni-2',
      Description: '',
      Attachment: { InstanceId: 'i-2' },
    };
    await expect(
      find([lambda, host], [lambda, { NetworkInterfaceId: 'eni-3' }]),
    ).resolves.toEqual([
      {
        code: 'external-interfaces',
        text: "Other network interfaces use the environment's VPC or security groups: eni-1 (AWS Lambda VPC ENI-reports), eni-2 (i-2), eni-3.",
      },
    ]);
  });

  it('does not take a short ID in a description for one of the stack', async () => {
    await expect(
      find([{ NetworkInterfaceId: 'eni-1', Description: 'copy of i-1' }]),
    ).resolves.toHaveLength(1);
  });
});
