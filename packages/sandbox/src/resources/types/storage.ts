import { generatedName, stableUuid, text } from '../names';
import { ResourceFailure } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { findStored } from '../StoredResource';

/** Resources that belong to keys, buckets and secrets, and parameters. */
export const KEEPING_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::KMS::Alias',
    taggable: false,
    createOnly: ['AliasName'],
    physicalId: (_ctx, properties) => String(properties.AliasName),
    validate: ({ AliasName }) => {
      if (!/^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/.test(String(AliasName))) {
        throw new ResourceFailure(
          `Alias must start with the prefix "alias/" and not with "alias/aws/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`,
          'InvalidRequest',
        );
      }
    },
  },
  {
    type: 'AWS::S3::BucketPolicy',
    taggable: false,
    physicalId: (_ctx, properties) => String(properties.Bucket),
    check: ({ world }, { Bucket }) => {
      if (!findStored(world, 'AWS::S3::Bucket', String(Bucket))) {
        throw new ResourceFailure(
          'The specified bucket does not exist (Service: S3, Status Code: 404)',
          'NotFound',
        );
      }
    },
  },
  {
    type: 'AWS::SSM::Parameter',
    physicalId: (ctx, properties) =>
      text(properties.Name) ?? `CFN-${generatedName(ctx, 1000)}`,
    attributes: (_ctx, properties) => ({
      Type: properties.Type,
      Value: properties.Value,
    }),
    validate: ({ Value }) => {
      // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
      if (String(Value ?? '').length > 4096) {
        throw new ResourceFailure(
          'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.',
          'InvalidRequest',
        );
      }
    },
  },
  {
    type: 'AWS::CDK::Metadata',
    taggable: false,
    physicalId: ctx => stableUuid(ctx, 'metadata'),
  },
];
