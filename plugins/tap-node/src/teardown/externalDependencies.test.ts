import { resource, teardownRuntime } from '../__testUtils__/teardownRuntime';
import { externalDependencies } from './externalDependencies';

const RESOURCES = [
  resource('AWS::EC2::VPC', 'vpc-1'),
  resource('AWS::EC2::SecurityGroup', 'sg-1'),
  resource('AWS::EC2::Subnet', 'subnet-1'),
  resource('AWS::EC2::VPCEndpoint', 'vpce-1'),
];
const OURS = { GroupId: 'sg-1', GroupName: 'TapStack-orders' };
const THEIRS = { GroupId: 'sg-2', GroupName: 'reports' };

describe('externalDependencies', () => {
  it('names what others have in the network, each once', async () => {
    const runtime = teardownRuntime({
      resources: RESOURCES,
      securityGroups: {
        'ip-permission.group-id sg-1': [OURS, THEIRS],
        'egress.ip-permission.group-id sg-1': [
          THEIRS,
          { GroupId: 'sg-3', GroupName: 'proxy' },
        ],
        'vpc-id vpc-1': [
          OURS,
          THEIRS,
          { GroupId: 'sg-0', GroupName: 'default' },
        ],
      },
      subnets: {
        'vpc-id vpc-1': [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
      },
      endpoints: {
        'vpc-1': [
          { VpcEndpointId: 'vpce-1', ServiceName: 's3' },
          { VpcEndpointId: 'vpce-2', ServiceName: 'ssm' },
        ],
      },
    });
    await expect(externalDependencies(runtime, RESOURCES)).resolves.toEqual([
      {
        code: 'external-rules',
        text: "Rules of other security groups reference the environment's security groups: sg-2 (reports), sg-3 (proxy).",
      },
      {
        code: 'external-security-groups',
        text: "The environment's VPC contains other security groups: sg-2 (reports).",
      },
      {
        code: 'external-subnets',
        text: "The environment's VPC contains other subnets: subnet-2.",
      },
      {
        code: 'external-endpoints',
        text: "The environment's VPC contains other endpoints: vpce-2 (ssm).",
      },
    ]);
  });

  it('finds nothing in a network that only the stack uses', async () => {
    const runtime = teardownRuntime({
      resources: RESOURCES,
      securityGroups: { 'vpc-id vpc-1': [OURS] },
      subnets: { 'vpc-id vpc-1': [{ SubnetId: 'subnet-1' }] },
    });
    await expect(externalDependencies(runtime, RESOURCES)).resolves.toEqual([]);
  });
});
