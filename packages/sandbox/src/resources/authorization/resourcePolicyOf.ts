import { PolicyDocument } from '../../iam/PolicyDocument';
import { ResourcePolicy } from '../../iam/ResourcePolicies';
import { Properties } from '../ResourceHandler';
import { findStored, listStored } from '../StoredResource';
import { texts } from '../names';
import { PENDING_KEY, PendingKey } from '../types/keys';
import { World } from '../World';

/** Types whose objects are policies of other objects, by service, and the names of those objects. */
const POLICIES: Readonly<
  Record<string, readonly [type: string, names: (p: Properties) => string[]]>
> = {
  s3: ['AWS::S3::BucketPolicy', ({ Bucket }) => texts([Bucket])],
  sns: [
    'AWS::SNS::TopicPolicy',
    ({ Topics }) => texts(Topics).map(topic => topic.split(':').pop()!),
  ],
  sqs: [
    'AWS::SQS::QueuePolicy',
    ({ Queues }) => texts(Queues).map(queue => queue.split('/').pop()!),
  ],
};

/**
 * The resource-based policy of the object that a request concerns.
 *
 * @param objectArn - the resource of the request; `*` for none
 * @returns undefined if the object has none
 */
export function resourcePolicyOf(
  world: World,
  objectArn: string,
): ResourcePolicy | undefined {
  const [, , service, , , ...rest] = objectArn.split(':');
  const name = rest.join(':').split('/');
  if (service === 'kms') {
    const id = name[name.length - 1];
    const key =
      findStored(world, 'AWS::KMS::Key', id) ??
      world.get<PendingKey>(PENDING_KEY, id);
    const document = key?.properties.KeyPolicy as PolicyDocument | undefined;
    return document && { document, mustAllow: true };
  }
  const [type, namesOf] = POLICIES[service] ?? [];
  const policy =
    type &&
    listStored(world, type).find(({ properties }) =>
      namesOf!(properties).includes(name[0]),
    );
  return policy
    ? {
        document: policy.properties.PolicyDocument as PolicyDocument,
        mustAllow: false,
      }
    : undefined;
}
