import type { IamCondition } from './IamDocument';
import type { IamNames } from './IamNames';
import type { IamGrant } from './mergeGrants';
import { resourceArns } from './resourceArns';
import { EXAMPLE_STACK, type StackResource } from './stackResources';
import { MARKS } from './stackGrants';

/** Statements of the policies of roles. */
interface RoleStatement {
  Sid: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: IamCondition;
}

/** Resource types of IAM by CloudFormation type, for `Fn::Sub` expressions such as `${Bucket.Arn}`. */
const IAM_TYPES: Record<string, string> = {
  'AWS::KMS::Key': 'kms:key',
  'AWS::Logs::LogGroup': 'logs:log-group',
  'AWS::S3::Bucket': 's3:bucket',
  'AWS::SQS::Queue': 'sqs:queue',
};

/**
 * What the permissions boundary allows: the policies of the stack's roles, for every environment of the account.
 *
 * @throws Error if a policy has a resource that this function does not know
 */
export function boundaryGrants(
  names: IamNames,
  resources: StackResource[],
): IamGrant[] {
  const arns = resourceArns(names, resources);
  return resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap(({ properties }) => properties.Policies as any[])
    .flatMap(({ PolicyDocument }) => [PolicyDocument.Statement].flat())
    .flatMap((statement: RoleStatement) =>
      [statement.Action].flat().map(action => {
        const isForKey = action.startsWith('kms:');
        return {
          sid: isForKey ? 'UseKey' : statement.Sid,
          action,
          resources: [statement.Resource]
            .flat()
            .flatMap(resource => arnsOf(names, resources, arns, resource)),
          condition: isForKey
            ? {
                StringLike: Object.fromEntries(
                  Object.entries(MARKS.kms).map(([tag, value]) => [
                    `aws:ResourceTag/${tag}`,
                    value,
                  ]),
                ),
              }
            : statement.Condition,
        };
      }),
    );
}

function arnsOf(
  names: IamNames,
  resources: StackResource[],
  arns: Record<string, string[]>,
  resource: any,
): string[] {
  const text: string = resource['Fn::Sub'] ?? resource;
  const [, logicalId, rest] = /^\$\{(\w+)\.Arn\}(.*)$/.exec(text) ?? [];
  const target = resources.find(each => each.logicalId === logicalId);
  if (target) {
    const patterns = arns[IAM_TYPES[target.type]];
    if (!patterns) {
      throw new Error(`${text}: no ARN for ${target.type}`);
    }
    // Log groups with a name are those that RDS writes to with a role of its own.
    return patterns
      .filter(pattern => !pattern.includes(':/aws/rds/'))
      .map(pattern => pattern + rest);
  }
  // The default security group of a VPC has a random ID, which is an attribute of the VPC.
  const literal = text.replace(/\$\{[^}]+\}$/, '*');
  if (literal.includes('${')) {
    throw new Error(`${text}: unknown reference`);
  }
  const { partition, region, accountId } = EXAMPLE_STACK;
  return [
    literal
      .replace(`arn:${partition}:`, `arn:${names.partition}:`)
      .replace(`:${region}:`, `:${names.region}:`)
      .replace(`:${accountId}:`, `:${names.accountId}:`),
  ];
}
