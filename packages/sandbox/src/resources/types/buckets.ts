import { generatedName, text } from '../names';
import { ResourceFailure } from '../ResourceHandler';
import { SimpleResourceType } from '../SimpleResourceType';
import { World } from '../World';

/** Kind of the contents of buckets, by bucket name. */
const BUCKET_OBJECTS = 's3-objects';

/** An object in a bucket. */
export interface BucketObject {
  key: string;
  body: string;
}

/** The objects in a bucket; empty if the bucket does not exist. */
export function bucketObjects(world: World, bucket: string): BucketObject[] {
  return world.get<BucketObject[]>(BUCKET_OBJECTS, bucket) ?? [];
}

/** Puts an object into a bucket; replaces an object with the same key. */
export function putBucketObject(
  world: World,
  bucket: string,
  object: BucketObject,
): void {
  const others = bucketObjects(world, bucket).filter(
    ({ key }) => key !== object.key,
  );
  world.put(BUCKET_OBJECTS, bucket, [...others, object]);
}

/** Removes every object of a bucket. */
export function emptyBucket(world: World, bucket: string): void {
  world.remove(BUCKET_OBJECTS, bucket);
}

/** S3 buckets. They can be deleted only if they are empty. */
export const BUCKET_TYPES: SimpleResourceType[] = [
  {
    type: 'AWS::S3::Bucket',
    physicalId: (ctx, properties) =>
      text(properties.BucketName) ?? generatedName(ctx, 63).toLowerCase(),
    attributes: (ctx, _properties, name) => ({
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${ctx.region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${ctx.region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${ctx.region}.amazonaws.com`,
    }),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    validate: ({ BucketName }) => {
      const name = text(BucketName);
      if (name && !/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
        throw new ResourceFailure(
          'Bucket name should be between 3 and 63 characters long, of lower case letters, digits, dots and hyphens, and begin and end with a letter or digit',
          'InvalidRequest',
        );
      }
    },
    checkDelete: ({ world }, { physicalId }) => {
      if (bucketObjects(world, physicalId).length > 0) {
        throw new ResourceFailure(
          'The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service: S3, Status Code: 409)',
          'InvalidRequest',
        );
      }
    },
  },
];
