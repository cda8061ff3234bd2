import type { CfnResource } from 'aws-cdk-lib';
import { BucketEndpoint } from './BucketEndpoint';
import { FlowLogs } from './FlowLogs';
import { BastionPlace, Network } from './Network';
import type { NetworkLayout } from './NetworkLayout';
import { SecurityGroups, SecurityGroupsProps } from './SecurityGroups';
import type { StackParts } from '../StackParts';
import type { ExistingNetwork } from '../props/TapStackProps';

/** The network of the environment, new or existing. */
export interface PlacedNetwork {
  layout: NetworkLayout;
  groups: SecurityGroups;
  /** Undefined if the environment has no bastion of its own. */
  bastionPlace: BastionPlace | undefined;
  /** Undefined for an existing VPC. */
  defaultSecurityGroupId: string | undefined;
  /** Dependencies that are kept with a retained database. */
  foundation: CfnResource[];
}

/** Adds security groups, and a network unless an existing one is set. */
export function addNetwork(parts: StackParts): PlacedNetwork {
  const { network } = parts.props;
  return network ? useNetwork(parts, network) : createNetwork(parts);
}

function useNetwork(
  parts: StackParts,
  network: ExistingNetwork,
): PlacedNetwork {
  const ownBastion = parts.props.egress === 'none' ? undefined : 'own';
  const bastion = network.bastion ?? ownBastion;
  const groups = addGroups(parts, network.vpcId, bastion);
  return {
    layout: { ...network, publicSubnetIds: [] },
    groups,
    bastionPlace:
      bastion === 'own'
        ? {
            subnetId: network.privateSubnetIds[0],
            hasPublicAddress: false,
            wayOut: [],
          }
        : undefined,
    defaultSecurityGroupId: undefined,
    foundation: groups.foundation,
  };
}

function createNetwork(parts: StackParts): PlacedNetwork {
  const { stack, props, key, role } = parts;
  const network = new Network(stack, 'Network', {
    vpcCidr: props.vpcCidr,
    availabilityZones: stack.availabilityZones,
    egress: props.egress,
    natGateways: props.size.natGateways,
  });
  const { vpcId } = network.layout;
  const flowLogs = new FlowLogs(stack, 'FlowLogs', {
    vpcId,
    keyArn: key.arn,
    role,
  });
  const endpoint = new BucketEndpoint(stack, 'BucketEndpoint', {
    vpcId,
    routeTableIds: network.isolated.routeTables.map(table => table.ref),
    bucketArn: parts.bucket.arn,
  });
  const { bastionPlace } = network;
  const groups = addGroups(parts, vpcId, bastionPlace && 'own');
  return {
    layout: network.layout,
    groups,
    bastionPlace,
    defaultSecurityGroupId: network.vpc.attrDefaultSecurityGroup,
    foundation: [network, flowLogs, endpoint, groups].flatMap(
      part => part.foundation,
    ),
  };
}

function addGroups(
  { stack, props }: StackParts,
  vpcId: string,
  bastion: SecurityGroupsProps['bastion'],
) {
  return new SecurityGroups(stack, 'SecurityGroup', {
    vpcId,
    bastion,
    s3PrefixListId: props.s3PrefixListId,
    reachableFrom: props.reachableFrom,
  });
}
