import { generatedName, text } from '../names';
import { ResourceFailure } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { emptyBucket } from './buckets';
import { closeGroup } from './defaultGroups';

/** The type that also handles `Custom::…`. */
export const CUSTOM_RESOURCE = 'AWS::CloudFormation::CustomResource';

/**
 * Custom resources. Their Lambda code does not run. The observable effects of
 * such code are imitated: when a custom resource is deleted, the bucket that it
 * names is emptied; a default security group that it names is closed.
 */
export const CUSTOM_RESOURCE_TYPES: SimpleResourceType[] = [
  {
    type: CUSTOM_RESOURCE,
    taggable: false,
    validate: ({ ServiceToken }) => {
      if (!text(ServiceToken)) {
        throw new ResourceFailure(
          'Property ServiceToken cannot be empty.',
          'InvalidRequest',
        );
      }
    },
    physicalId: ctx => generatedName(ctx),
    stored: ({ world }, { properties }) => {
      const groupId = text(
        properties.GroupId ?? properties.DefaultSecurityGroupId,
      );
      if (groupId) {
        closeGroup(world, groupId);
      }
    },
    checkDelete: ({ world }, { properties }) => {
      const bucket = text(properties.BucketName ?? properties.Bucket);
      if (bucket) {
        emptyBucket(world, bucket);
      }
    },
  },
];
