import {
  listInterfaces,
  NetworkInterface,
} from '../../resources/NetworkInterface';
import { describeOperation } from './describeStored';

/** DescribeNetworkInterfaces: the interfaces of stacks and others. */
export const findInterfaces = describeOperation<NetworkInterface>({
  set: 'networkInterfaceSet',
  idParameter: 'NetworkInterfaceId',
  notFound: 'InvalidNetworkInterfaceID.NotFound',
  idOf: ({ NetworkInterfaceId }) => NetworkInterfaceId,
  list: listInterfaces,
  filters: {
    'attachment.instance-id': each => [each.ownedBy ?? ''],
    'availability-zone': each => [each.AvailabilityZone],
    description: each => [each.Description],
    'group-id': each => each.Groups,
    'interface-type': each => [each.InterfaceType],
    'network-interface-id': each => [each.NetworkInterfaceId],
    'requester-id': each => [each.RequesterId ?? ''],
    status: () => ['in-use'],
    'subnet-id': each => [each.SubnetId],
    'vpc-id': each => [each.VpcId],
  },
  describe: (each, _world, ownerId) => ({
    networkInterfaceId: each.NetworkInterfaceId,
    subnetId: each.SubnetId,
    vpcId: each.VpcId,
    availabilityZone: each.AvailabilityZone,
    description: each.Description,
    interfaceType: each.InterfaceType,
    ownerId,
    requesterId: each.RequesterId,
    requesterManaged: each.RequesterId !== undefined,
    privateIpAddress: each.PrivateIpAddress,
    status: 'in-use',
    groupSet: each.Groups.map(groupId => ({ groupId })),
    attachment: { instanceId: each.ownedBy, status: 'attached' },
  }),
});
