import { CfnResource, Stack } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnRoute,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { AddressRange } from './AddressRange';
import { NatGateways } from './NatGateways';
import { isSmallNetwork, NetworkLayout, subnetCidrs } from './NetworkLayout';
import { SubnetTier } from './SubnetTier';
import type { Egress } from '../props/egress';

/** Properties of {@link Network}. */
export interface NetworkProps {
  vpcCidr: string;
  /** Two or three zones. */
  availabilityZones: string[];
  egress: Egress;
  /** Number of NAT gateways, if `egress` needs them. */
  natGateways: number;
}

/** A place for the bastion. */
export interface BastionPlace {
  subnetId: string;
  hasPublicAddress: boolean;
  /** Dependencies of the internet access, which the start-up script needs. */
  wayOut: CfnResource[];
}

/**
 * The environment's own network, laid out for three availability zones: public,
 * private and isolated subnets in each. The private subnets have internet access
 * if there are NAT gateways. Without egress, there are no public subnets.
 */
export class Network extends Construct {
  readonly vpc: CfnVPC;
  readonly layout: NetworkLayout;
  /** Undefined without egress. */
  readonly bastionPlace: BastionPlace | undefined;
  /** The subnets of the databases. */
  readonly isolated: SubnetTier;
  /** Dependencies that are kept with a retained database. */
  readonly foundation: CfnResource[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { availabilityZones } = props;
    const cidrs = subnetCidrs(props.vpcCidr);
    this.vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: props.vpcCidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: Stack.of(this).stackName }],
    });
    const range = isSmallNetwork(props.vpcCidr)
      ? [
          new AddressRange(this, 'AddressRange', { cidr: props.vpcCidr })
            .resource,
        ]
      : [];
    range.forEach(reservation => this.vpc.addResourceDependency(reservation));
    const tier = (
      kind: keyof typeof cidrs,
      routeTables: 'shared' | 'perZone',
    ) =>
      new SubnetTier(this, `${kind[0].toUpperCase()}${kind.slice(1)}`, {
        vpcId: this.vpc.ref,
        availabilityZones,
        cidrs: cidrs[kind],
        routeTables,
      });
    const publicTier =
      props.egress === 'none' ? undefined : tier('public', 'shared');
    const privateTier = tier('private', 'perZone');
    this.isolated = tier('isolated', 'shared');
    const internet = publicTier && this.openToInternet(publicTier);
    this.bastionPlace =
      internet &&
      this.placeBastion(props, { internet, publicTier, privateTier });
    this.layout = {
      vpcId: this.vpc.ref,
      publicSubnetIds: publicTier?.subnetIds ?? [],
      privateSubnetIds: privateTier.subnetIds,
      isolatedSubnetIds: this.isolated.subnetIds,
    };
    this.foundation = [
      ...range,
      this.vpc,
      ...Object.values(internet ?? {}),
      ...(publicTier?.resources ?? []),
      ...privateTier.resources,
      ...this.isolated.resources,
    ];
  }

  private placeBastion(
    { egress, natGateways }: NetworkProps,
    parts: {
      internet: { route: CfnRoute };
      publicTier: SubnetTier;
      privateTier: SubnetTier;
    },
  ): BastionPlace {
    const { internet, publicTier, privateTier } = parts;
    if (egress === 'public-ip') {
      return {
        subnetId: publicTier.subnetIds[0],
        hasPublicAddress: true,
        wayOut: [internet.route, publicTier.associations[0]],
      };
    }
    const nat = new NatGateways(this, 'Nat', {
      count: natGateways,
      publicTier,
      privateTier,
      wayOut: internet.route,
    });
    return {
      subnetId: privateTier.subnetIds[0],
      hasPublicAddress: false,
      wayOut: nat.routes.slice(0, 1),
    };
  }

  private openToInternet(publicTier: SubnetTier) {
    const gateway = new CfnInternetGateway(this, 'InternetGateway');
    const attachment = new CfnVPCGatewayAttachment(this, 'InternetAttachment', {
      vpcId: this.vpc.ref,
      internetGatewayId: gateway.ref,
    });
    const route = new CfnRoute(this, 'InternetRoute', {
      routeTableId: publicTier.routeTables[0].ref,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.ref,
    });
    route.addResourceDependency(attachment);
    return { gateway, attachment, route };
  }
}
