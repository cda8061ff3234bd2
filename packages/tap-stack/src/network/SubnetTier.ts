import { CfnResource } from 'aws-cdk-lib';
import {
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Letters for the index of a zone, independent of zone names. */
const POSITIONS = ['A', 'B', 'C'];

/** Properties of {@link SubnetTier}. */
export interface SubnetTierProps {
  vpcId: string;
  availabilityZones: string[];
  cidrs: string[];
  /** Whether all zones share a route table. */
  routeTables: 'shared' | 'perZone';
}

/** A subnet in each availability zone, with stable route tables. */
export class SubnetTier extends Construct {
  readonly subnets: CfnSubnet[];
  readonly routeTables: CfnRouteTable[];
  readonly associations: CfnSubnetRouteTableAssociation[];
  readonly resources: CfnResource[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { vpcId, availabilityZones } = props;
    this.subnets = availabilityZones.map(
      (availabilityZone, index) =>
        new CfnSubnet(this, `Subnet${POSITIONS[index]}`, {
          vpcId,
          availabilityZone,
          cidrBlock: props.cidrs[index],
        }),
    );
    this.routeTables =
      props.routeTables === 'shared'
        ? [new CfnRouteTable(this, 'Routes', { vpcId })]
        : this.subnets.map(
            (_, index) =>
              new CfnRouteTable(this, `Routes${POSITIONS[index]}`, { vpcId }),
          );
    this.associations = this.subnets.map(
      (subnet, index) =>
        new CfnSubnetRouteTableAssociation(
          this,
          `Association${POSITIONS[index]}`,
          {
            subnetId: subnet.ref,
            routeTableId: this.routeTables[index % this.routeTables.length].ref,
          },
        ),
    );
    this.resources = [
      ...this.subnets,
      ...this.routeTables,
      ...this.associations,
    ];
  }

  get subnetIds(): string[] {
    return this.subnets.map(subnet => subnet.ref);
  }
}
