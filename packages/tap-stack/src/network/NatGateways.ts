import { CfnResource } from 'aws-cdk-lib';
import { CfnEIP, CfnNatGateway, CfnRoute } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SubnetTier } from './SubnetTier';

/** Where NAT gateways stand and whom they serve. */
export interface NatGatewaysProps {
  /** How many; zones without one of their own share the last. */
  count: number;
  publicTier: SubnetTier;
  privateTier: SubnetTier;
  /** What has to be there before anything in the public subnets can go out. */
  wayOut: CfnResource;
}

/** The way out of the private subnets. Nothing of the database depends on it. */
export class NatGateways extends Construct {
  /** By position of the zone. */
  readonly routes: CfnRoute[];

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const { publicTier, privateTier } = props;
    const count = Math.min(props.count, publicTier.subnets.length);
    const gateways = publicTier.subnets.slice(0, count).map((subnet, index) => {
      const address = new CfnEIP(this, `Address${index + 1}`, {
        domain: 'vpc',
      });
      // The gateway waits for its address, and by that for the way out.
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
