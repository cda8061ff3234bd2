import { RESOURCE_TYPES } from '@tap/aws-facts';
import { STACK_NAME_PREFIX, TAGS } from '@tap/plugin-tap-common';
import { iamActionFacts, type IamActionFacts } from './IamActionFacts';
import type { IamCondition } from './IamDocument';
import { arnOf, iamArnOf, type IamNames } from './IamNames';
import type { IamNeed } from './IamNeed';
import type { IamGrant } from './mergeGrants';
import { resourceArns } from './resourceArns';
import { passedTo, permittedPrincipals } from './principals';
import type { StackResource } from './stackResources';

/**
 * Tags that mark the stack's resources, for services whose resources do not have the stack's name. CloudFormation adds
 * `aws:cloudformation:stack-name`, which users can neither set nor remove, to the resources of all types with
 * `cloudFormationSystemTags`. KMS keys have only the tags of the stack.
 */
export const MARKS: Record<string, Record<string, string>> = {
  ec2: { 'aws:cloudformation:stack-name': `${STACK_NAME_PREFIX}*` },
  kms: { [TAGS.portal]: '*' },
  secretsmanager: { 'aws:cloudformation:stack-name': `${STACK_NAME_PREFIX}*` },
};

/** Actions with which a role gets more permissions. */
const WITH_BOUNDARY = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
];

/** Actions with which a command runs on an instance, so only on the bastion of a stack. */
const COMMANDS = /^ssm:(Create|Delete|Describe|Update)Association$/;

/** Actions with which services use a key for their caller. */
const KEY_USE = /^kms:(Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/;

/**
 * What a role is granted for the resources of the stack, so that CloudFormation can call what it needs with its
 * permissions.
 *
 * @throws Error if an action does not exist, or is for no resource in {@link resourceArns}
 */
export async function stackGrants(
  names: IamNames,
  resources: StackResource[],
  needs: IamNeed[],
): Promise<IamGrant[]> {
  const arns = resourceArns(names, resources);
  const grants = await Promise.all(
    needs.map(async need => {
      const facts = await iamActionFacts(need.action);
      return (
        specialGrants(names, resources, arns, need) ??
        generalGrants(arns, need, facts)
      );
    }),
  );
  return grants.flat();
}

/** Grants of the actions that IAM can restrict in more ways than by resource. */
function specialGrants(
  names: IamNames,
  resources: StackResource[],
  arns: Record<string, string[]>,
  need: IamNeed,
): IamGrant[] | undefined {
  const { action } = need;
  const grant = (
    sid: string,
    onto: string[],
    condition?: IamCondition,
  ): IamGrant => ({ sid, action, resources: onto, condition });
  const ec2 = Object.keys(arns)
    .filter(type => type.startsWith('ec2:') && type !== 'ec2:image')
    .flatMap(type => arns[type]);
  const newTags = like(marksOf('RequestTag', { [TAGS.portal]: '*' }));

  if (WITH_BOUNDARY.includes(action)) {
    const boundary = iamArnOf(names, `policy/${names.boundary}`);
    return [
      grant('IamWithBoundary', arns['iam:role'], {
        StringEquals: { 'iam:PermissionsBoundary': boundary },
      }),
    ];
  }
  if (KEY_USE.test(action)) {
    return keyUsers(need).map(service =>
      grant(`KmsBy${capitalized(service)}`, arns['kms:key'], {
        StringLike: {
          'kms:ViaService': viaService(names, service),
          ...marksOf('ResourceTag', MARKS.kms),
        },
      }),
    );
  }
  if (COMMANDS.test(action)) {
    return [
      grant('SsmAssociation', [
        arnOf(names, 'ssm', 'association/*'),
        ...documentsOf(names, resources),
      ]),
      grant(
        'SsmOnBastion',
        arns['ec2:instance'],
        like(marksOf('ResourceTag', MARKS.ec2)),
      ),
    ];
  }
  switch (action) {
    case 'iam:PassRole':
      return [
        grant(
          'IamPassRole',
          arns['iam:role'],
          like({ 'iam:PassedToService': passedTo(resources) }),
        ),
      ];
    case 'iam:CreateServiceLinkedRole':
      return [
        grant(
          'IamServiceLinkedRole',
          [
            iamArnOf(
              names,
              'role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS',
            ),
          ],
          { StringEquals: { 'iam:AWSServiceName': 'rds.amazonaws.com' } },
        ),
      ];
    case 'lambda:AddPermission':
      return [
        grant('LambdaPermission', arns['lambda:function'], {
          StringEquals: { 'lambda:Principal': permittedPrincipals(resources) },
        }),
      ];
    case 'kms:CreateGrant':
      return [
        grant('KmsGrant', arns['kms:key'], {
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
          StringLike: {
            'kms:ViaService': keyUsers(need).map(service =>
              viaService(names, service),
            ),
            ...marksOf('ResourceTag', MARKS.kms),
          },
        }),
      ];
    case 'kms:CreateKey':
      return [grant('KmsNew', ['*'], newTags)];
    case 'kms:PutKeyPolicy':
      // CreateKey needs it too, and no source says whether IAM then knows the tags of the new key.
      return [grant('KmsPolicy', arns['kms:key'])];
    case 'kms:TagResource':
      return [
        grant('KmsNew', ['*'], newTags),
        grant(
          'KmsOwn',
          arns['kms:key'],
          like(marksOf('ResourceTag', MARKS.kms)),
        ),
      ];
    case 'ec2:CreateTags':
      return [
        grant('Ec2NewTags', ec2, newTags),
        grant('Ec2Own', ec2, like(marksOf('ResourceTag', MARKS.ec2))),
      ];
    case 'ec2:DeleteTags':
      return [grant('Ec2Own', ec2, like(marksOf('ResourceTag', MARKS.ec2)))];
    default:
      return undefined;
  }
}

/** Documents of AWS, which have no account, that associations of the stack run. */
function documentsOf(names: IamNames, resources: StackResource[]): string[] {
  const documents = resources
    .filter(({ type }) => type === 'AWS::SSM::Association')
    .map(({ properties }) => properties.Name);
  return [...new Set(documents)].map(
    name => `arn:${names.partition}:ssm:${names.region}::document/${name}`,
  );
}

/** Grants of all other actions: on the resources of the stack, and only with its tags where that is certain to work. */
function generalGrants(
  arns: Record<string, string[]>,
  need: IamNeed,
  facts: IamActionFacts,
): IamGrant[] {
  const { action } = need;
  const service = action.split(':')[0];
  const sid = capitalized(service);
  if (facts.isWildcardOnly) {
    return [
      { sid: facts.isRead ? 'Read' : `${sid}All`, action, resources: ['*'] },
    ];
  }
  const types = facts.resourceTypes.filter(type => arns[type]);
  if (types.length === 0) {
    throw new Error(`${action}: no ARN for any of ${facts.resourceTypes}`);
  }
  if (MARKS[service] && isOnlyForMarked(need, service, facts)) {
    return [
      {
        sid: `${sid}Own`,
        action,
        resources: types.flatMap(type => arns[type]),
        condition: like(marksOf('ResourceTag', MARKS[service])),
      },
    ];
  }
  // Creating an instance in the default option group needs the group; nothing changes it.
  return types
    .filter(type => type !== 'rds:og' || /Create|ModifyDBInstance/.test(action))
    .map(type => ({
      sid: type === 'rds:og' ? 'RdsOptionGroup' : sid,
      action,
      resources: arns[type],
    }));
}

/**
 * Whether an action is called only for resources that have the tags of the stack. A handler that creates a resource
 * can call an action before it tags the resource, except for keys, which are created with their tags
 * (https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-kms). EC2's reads can be for a network
 * that is not in the stack.
 */
function isOnlyForMarked(
  { callers }: IamNeed,
  service: string,
  { isRead }: IamActionFacts,
): boolean {
  return (
    service === 'kms' ||
    !(
      (service === 'ec2' && isRead) ||
      callers.some(
        ({ type, handler }) =>
          handler === 'create' && RESOURCE_TYPES[type].tagging?.taggable,
      )
    )
  );
}

/** Services that use the stack's key with the permissions of the role. */
function keyUsers({ callers }: IamNeed): string[] {
  const services = callers.map(({ type }) => type.split('::')[1].toLowerCase());
  return [...new Set(services)].sort();
}

/** A value of `kms:ViaService` that matches in every partition: in China the names end with `.cn`. */
function viaService({ region }: IamNames, service: string): string {
  return `${service}.${region}.amazonaws.com*`;
}

function capitalized(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function marksOf(
  key: 'RequestTag' | 'ResourceTag',
  tags: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([tag, value]) => [`aws:${key}/${tag}`, value]),
  );
}

function like(test: Record<string, string | string[]>): IamCondition {
  return { StringLike: test };
}
