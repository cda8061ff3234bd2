import { Properties } from '../../resources/ResourceHandler';
import { listInterfaces } from '../../resources/NetworkInterface';
import { amazonLinuxImages, MachineImage } from '../images';
import { Operation } from '../../protocol/ServiceOperations';
import { zonesOffering } from '../../AccountSettings';
import { AwsError } from '../../protocol/AwsError';
import { applyFilters } from '../filters';
import { availabilityZones } from './availabilityZones';
import { describeOperation, storedDescription, tagSet } from './describeStored';

/** Types for arm64 that a bastion can have. */
const INSTANCE_TYPES = ['t4g.nano', 't4g.micro', 't4g.small'];

/** Operations on instances and images. */
export const COMPUTE_OPERATIONS: Record<string, Operation> = {
  DescribeInstances: describeOperation({
    ...storedDescription('AWS::EC2::Instance'),
    set: 'reservationSet',
    idParameter: 'InstanceId',
    notFound: 'InvalidInstanceID.NotFound',
    filters: {
      'instance-id': ({ physicalId }) => [physicalId],
      'instance-state-name': () => ['running'],
      'vpc-id': ({ attributes }) => [String(attributes.VpcId)],
    },
    describe: (instance, world, ownerId) => {
      const { physicalId, properties, attributes, createdAt, tags } = instance;
      const [networkInterface] = listInterfaces(world).filter(
        ({ ownedBy }) => ownedBy === physicalId,
      );
      return {
        reservationId: physicalId.replace('i-', 'r-'),
        ownerId,
        instancesSet: [
          {
            instanceId: physicalId,
            imageId: properties.ImageId,
            instanceType: properties.InstanceType ?? 't3.micro',
            instanceState: { code: 16, name: 'running' },
            launchTime: createdAt,
            placement: { availabilityZone: attributes.AvailabilityZone },
            privateIpAddress: attributes.PrivateIp,
            subnetId: networkInterface?.SubnetId,
            vpcId: attributes.VpcId,
            groupSet: networkInterface?.Groups.map(groupId => ({ groupId })),
            iamInstanceProfile: profile(properties, ownerId),
            tagSet: tagSet(tags),
          },
        ],
      };
    },
  }),

  DescribeInstanceTypeOfferings: async (params, { region, settings }) => {
    if (params.LocationType !== 'availability-zone') {
      throw new AwsError(
        'InvalidParameterValue',
        'The sandbox supports the location type availability-zone',
      );
    }
    const offerings = INSTANCE_TYPES.flatMap(instanceType =>
      zonesOffering(availabilityZones(region), instanceType, settings).map(
        location => ({
          instanceType,
          location,
          locationType: 'availability-zone',
        }),
      ),
    );
    return {
      instanceTypeOfferingSet: applyFilters(offerings, params.Filter, {
        'instance-type': ({ instanceType }) => [instanceType],
        location: ({ location }) => [location],
      }),
    };
  },

  DescribeImages: describeOperation<MachineImage>({
    set: 'imagesSet',
    idParameter: 'ImageId',
    notFound: 'InvalidAMIID.NotFound',
    idOf: ({ imageId }) => imageId,
    list: amazonLinuxImages,
    filters: {
      architecture: ({ architecture }) => [architecture],
      'image-id': ({ imageId }) => [imageId],
      name: ({ name }) => [name],
      state: () => ['available'],
    },
    describe: image => ({
      imageId: image.imageId,
      name: image.name,
      architecture: image.architecture,
      creationDate: image.createdAt,
      imageOwnerId: '137112412989',
      imageState: 'available',
      imageType: 'machine',
      isPublic: true,
      rootDeviceName: '/dev/xvda',
      rootDeviceType: 'ebs',
    }),
  }),
};

function profile({ IamInstanceProfile }: Properties, accountId: string) {
  return IamInstanceProfile
    ? {
        arn: `arn:aws:iam::${accountId}:instance-profile/${IamInstanceProfile}`,
      }
    : undefined;
}
