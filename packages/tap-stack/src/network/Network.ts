import { CfnResource, Stack } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnRoute,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { NatGateways } from './NatGateways';
import { NetworkLayout, subnetCidrs } from './NetworkLayout';
import { SubnetTier } from './SubnetTier';

/** Properties of {@link Network}. */
export interface NetworkProps {
  vpcCidr: string;
  /** Two or three zones. */
  availabilityZones: string[];
  natGateways: number;
}

/**
 * The environment's own network, laid out for three availability zones: public,
 * private (with internet access) and isolated subnets in each.
 */
export class Network extends Construct {
  readonly vpc: CfnVPC;
  readonly layout: NetworkLayout;
  readonly natGateways: NatGateways;
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
    const publicTier = tier('public', 'shared');
    const privateTier = tier('private', 'perZone');
    this.isolated = tier('isolated', 'shared');
    const internet = this.openToInternet(publicTier);
    this.natGateways = new NatGateways(this, 'Nat', {
      count: props.natGateways,
      publicTier,
      privateTier,
      wayOut: internet.route,
    });
    this.layout = {
      vpcId: this.vpc.ref,
      publicSubnetIds: publicTier.subnetIds,
      privateSubnetIds: privateTier.subnetIds,
      isolatedSubnetIds: this.isolated.subnetIds,
    };
    this.foundation = [
      this.vpc,
      ...Object.values(internet),
      ...publicTier.resources,
      ...privateTier.resources,
      ...this.isolated.resources,
    ];
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
