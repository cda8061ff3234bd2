import { CfnResource } from 'aws-cdk-lib';
import { CfnEIP, CfnNatGateway, CfnRoute } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SubnetTier } from './SubnetTier';

/** Properties of {@link NatGateways}. */
export interface NatGatewaysProps {
  /** Number of NAT gateways; the remaining zones share the last one. */
  count: number;
  publicTier: SubnetTier;
  privateTier: SubnetTier;
  /** Dependencies of internet access in the public subnets. */
  wayOut: CfnResource;
}

/** NAT gateways of the private subnets. The database does not depend on them. */
export class NatGateways extends Construct {
  /** By index of the zone. */
  readonly routes: CfnRoute[];

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const { publicTier, privateTier } = props;
    const count = Math.min(props.count, publicTier.subnets.length);
    const gateways = publicTier.subnets.slice(0, count).map((subnet, index) => {
      const address = new CfnEIP(this, `Address${index + 1}`, {
        domain: 'vpc',
      });
      // The gateway depends on its address, and thus on the internet route.
      address.addResourceDependency(props.wayOut);
      return new CfnNatGateway(this, `Gateway${index + 1}`, {
        subnetId: subnet.ref,
        allocationId: address.attrAllocationId,
      });
    });
    this.routes = privateTier.routeTables.map(
      (table, index) =>
        new CfnRoute(this, `Route${index + 1}`, {
          routeTableId: table.ref,
          destinationCidrBlock: '0.0.0.0/0',
          natGatewayId: gateways[Math.min(index, count - 1)].ref,
        }),
    );
  }
}
