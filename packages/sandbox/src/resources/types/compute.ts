import { attachInterface, detachInterfaces } from '../NetworkInterface';
import { arn, ec2Id, generatedName, text, texts } from '../names';
import { Properties } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { findStored } from '../StoredResource';

/** Instances and functions. */
export const COMPUTE_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::EC2::Instance',
    physicalId: ctx => ec2Id(ctx, 'i'),
    attributes: ({ world, region }, properties, id) => {
      const subnetId = String(properties.SubnetId ?? '');
      const subnet = findStored(world, 'AWS::EC2::Subnet', subnetId);
      return {
        InstanceId: id,
        AvailabilityZone:
          subnet?.attributes.AvailabilityZone ??
          text(properties.AvailabilityZone) ??
          `${region}a`,
        PrivateIp: '10.0.0.10',
        PrivateDnsName: 'ip-10-0-0-10.ec2.internal',
        PublicIp: '',
        PublicDnsName: '',
        VpcId: subnet?.properties.VpcId,
        State: { Code: '16', Name: 'running' },
      };
    },
    stored: ({ world }, { physicalId, properties }) => {
      const { SubnetId, Groups } = firstInterface(properties);
      attachInterface(world, physicalId, {
        SubnetId,
        Groups,
        Description: '',
        InterfaceType: 'interface',
      });
    },
    removed: ({ world }, { physicalId }) => detachInterfaces(world, physicalId),
  },
  {
    type: 'AWS::Lambda::Function',
    physicalId: (ctx, properties) =>
      text(properties.FunctionName) ?? generatedName(ctx, 64),
    attributes: (ctx, _properties, name) => ({
      Arn: arn(ctx, 'lambda', `function:${name}`),
    }),
  },
  {
    type: 'AWS::Lambda::Permission',
    taggable: false,
    physicalId: ctx => generatedName(ctx, 100),
    attributes: (_ctx, _properties, id) => ({ Id: id }),
  },
];

function firstInterface(properties: Properties) {
  const [first] = (properties.NetworkInterfaces ?? []) as Properties[];
  return {
    SubnetId: String(first?.SubnetId ?? properties.SubnetId ?? ''),
    Groups: texts(first?.GroupSet ?? properties.SecurityGroupIds),
  };
}
