import type { IamCondition } from './IamDocument';
import type { IamNames } from './IamNames';
import type { IamGrant } from './mergeGrants';
import { resourceArns } from './resourceArns';
import { EXAMPLE_STACK, type StackResource } from './stackResources';
import { MARKS } from './stackGrants';

/** Statements of the policies of roles. They have no Sid, which saves template size. */
interface RoleStatement {
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
  'AWS::SecretsManager::Secret': 'secretsmanager:Secret',
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
  const grants = resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap(({ properties }) => properties.Policies as any[])
    .flatMap(({ PolicyDocument }) => [PolicyDocument.Statement].flat())
    .flatMap((statement: RoleStatement) =>
      [statement.Action].flat().map(action => ({
        action,
        resources: [statement.Resource]
          .flat()
          .flatMap(resource => arnsOf(names, resources, arns, resource)),
        condition: action.startsWith('kms:')
          ? {
              StringLike: Object.fromEntries(
                Object.entries(MARKS.kms).map(([tag, value]) => [
                  `aws:ResourceTag/${tag}`,
                  value,
                ]),
              ),
            }
          : statement.Condition,
      })),
    );
  return withSids(grants);
}

/** Names statements by service, so that no action is allowed on the resources of another statement. */
function withSids(grants: Omit<IamGrant, 'sid'>[]): IamGrant[] {
  const scopes: Record<string, string[]> = {};
  return grants.map(grant => {
    const [service] = grant.action.split(':');
    const scope = JSON.stringify([grant.resources, grant.condition]);
    const known = (scopes[service] ??= []);
    if (!known.includes(scope)) {
      known.push(scope);
    }
    const name = service.charAt(0).toUpperCase() + service.slice(1);
    const index = known.indexOf(scope);
    return { ...grant, sid: index === 0 ? name : `${name}No${index + 1}` };
  });
}

function arnsOf(
  names: IamNames,
  resources: StackResource[],
  arns: Record<string, string[]>,
  resource: any,
): string[] {
  // The Ref of a secret is its ARN.
  const text: string = resource.Ref
    ? `\${${resource.Ref}.Arn}`
    : resource['Fn::Sub'] ?? resource;
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
