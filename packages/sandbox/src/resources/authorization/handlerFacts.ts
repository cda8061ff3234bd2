import { RESOURCE_TYPES } from '@tap/aws-facts';
import { CallFacts, CallResource } from '../../iam/requestsOf';
import { iamArn, text } from '../names';
import { allTags, findStored } from '../StoredResource';
import { HandlerCall } from './HandlerCall';
import { Arns, OWN_ARNS } from './ownArns';
import { referencedArns } from './referencedArns';

/** The service that receives the role of a resource. */
const PASSED_TO: Readonly<Record<string, string>> = {
  'AWS::EC2::FlowLog': 'vpc-flow-logs.amazonaws.com',
  'AWS::EC2::Instance': 'ec2.amazonaws.com',
  'AWS::IAM::InstanceProfile': 'ec2.amazonaws.com',
  'AWS::Lambda::Function': 'lambda.amazonaws.com',
};

/** Services of RDS that receive a role, by property. */
const MONITORING = 'monitoring.rds.amazonaws.com';
const RDS = 'rds.amazonaws.com';

/** Actions that create the object of the resource, which has no ID before. */
const CREATES =
  /:(Create|Allocate|RunInstances|PutRule|PutMetricAlarm|PutParameter)/;

/** Whether the handler calls an action for a resource with these properties. */
export function isCalled({ properties }: HandlerCall, action: string): boolean {
  const isReplica = text(properties.SourceDBInstanceIdentifier) !== undefined;
  switch (action) {
    case 'rds:CreateDBInstance':
      return !isReplica;
    case 'rds:CreateDBInstanceReadReplica':
      return isReplica;
    default:
      return true;
  }
}

/** What IAM knows about the actions that a handler calls, by action. */
export function handlerFacts(call: HandlerCall): (action: string) => CallFacts {
  const { ctx, type } = call;
  const own = OWN_ARNS[type]?.(call) ?? {};
  const all = { ...referencedArns(call), ...own };
  return action => ({
    accountId: ctx.accountId,
    region: ctx.region,
    principalArn: ctx.principal?.roleArn ?? iamArn(ctx, 'root'),
    resources:
      action === 'iam:CreateServiceLinkedRole'
        ? { 'iam:role': [{ arn: serviceLinkedRole(call) }] }
        : resources(call, action, own, all),
    requestTags: requestTags(call),
    context: {
      'ec2:Region': ctx.region,
      ...defined('ec2:CreateAction', createAction(call)),
      ...defined(
        'iam:PermissionsBoundary',
        call.properties.PermissionsBoundary,
      ),
      ...defined('lambda:Principal', call.properties.Principal),
      'iam:AWSServiceName': RDS,
      'iam:PassedToService': PASSED_TO[type] ?? RDS,
      'kms:CallerAccount': ctx.accountId,
      'kms:GrantIsForAWSResource': 'true',
      ...(type !== 'AWS::KMS::Key' && { 'kms:ViaService': viaService(call) }),
    },
  });
}

/** The requests of a database for enhanced monitoring name another service. */
export function passedTo(
  { properties }: HandlerCall,
  roleArn: string,
): string | undefined {
  return properties.MonitoringRoleArn === roleArn ? MONITORING : undefined;
}

function resources(
  call: HandlerCall,
  action: string,
  own: Arns,
  all: Arns,
): CallFacts['resources'] {
  const isNew = call.handler === 'create' && CREATES.test(action);
  return Object.fromEntries(
    Object.entries(narrowed(action, own, all)).map(([kind, arns]) => [
      kind,
      arns.map(each => {
        // The other types change an object of another resource, with its tags.
        const isOwn = own[kind]?.[0] === each && isTaggable(call.type);
        return isOwn && isNew
          ? { arn: withoutId(each) }
          : { arn: each, tags: tagsOf(call, each, isOwn) };
      }),
    ]),
  );
}

/** Objects that are tagged together with the resource. */
const TAGGED_TOO = ['ec2:volume', 'rds:snapshot'];

/**
 * Tags are those of the resource, not of what it refers to. Only the creation of
 * a replica concerns the source, too.
 */
function narrowed(action: string, own: Arns, arns: Arns): Arns {
  if (action.includes('Tag')) {
    const kinds = [Object.keys(own)[0], ...TAGGED_TOO];
    return Object.fromEntries(
      Object.entries(own).filter(([kind]) => kinds.includes(kind)),
    );
  }
  return action === 'rds:CreateDBInstanceReadReplica' || !arns['rds:db']
    ? arns
    : { ...arns, 'rds:db': arns['rds:db'].slice(0, 1) };
}

/** EC2 chooses the ID of a new object. */
function withoutId(each: string): string {
  return each.startsWith('arn:aws:ec2:')
    ? each.replace(/\/[^/]*$/, '/*')
    : each;
}

function tagsOf(
  call: HandlerCall,
  objectArn: string,
  isOwn: boolean,
): CallResource['tags'] {
  const { ctx, type, physicalId, handler } = call;
  if (isOwn && handler === 'create') {
    return requestTags(call);
  }
  const id = objectArn.split(/[:/]/).pop()!;
  const stored = isOwn
    ? findStored(ctx.world, type, physicalId)
    : Object.keys(OWN_ARNS)
        .flatMap(other => [
          findStored(ctx.world, other, id),
          findStored(ctx.world, other, objectArn),
        ])
        .find(other => other !== undefined);
  return stored && visibleTags(stored.type, stored.tags);
}

function requestTags({
  type,
  ctx,
  properties,
}: HandlerCall): Record<string, string> | undefined {
  return isTaggable(type)
    ? visibleTags(type, allTags(ctx, properties))
    : undefined;
}

function isTaggable(type: string): boolean {
  return RESOURCE_TYPES[type]?.tagging?.taggable === true;
}

/** CloudFormation adds its own tags only to some types. */
function visibleTags(
  type: string,
  tags: Record<string, string>,
): Record<string, string> {
  const withSystemTags =
    RESOURCE_TYPES[type]?.tagging?.cloudFormationSystemTags === true;
  return Object.fromEntries(
    Object.entries(tags).filter(
      ([key]) => withSystemTags || !key.startsWith('aws:'),
    ),
  );
}

/** The operation that creates tags together with an object of EC2. */
function createAction({ type, handler }: HandlerCall): string | undefined {
  if (handler !== 'create') {
    return undefined;
  }
  return (RESOURCE_TYPES[type]?.handlers.create?.permissions ?? [])
    .filter(action => action.startsWith('ec2:') && CREATES.test(action))
    .map(action => action.slice('ec2:'.length))
    .find(name => name !== 'CreateTags');
}

function serviceLinkedRole({ ctx }: HandlerCall): string {
  return iamArn(ctx, `role/aws-service-role/${RDS}/AWSServiceRoleForRDS`);
}

/** For example `rds.us-east-1.amazonaws.com`. */
function viaService({ type, ctx }: HandlerCall): string {
  return `${type.split('::')[1].toLowerCase()}.${ctx.region}.amazonaws.com`;
}

function defined(key: string, value: unknown): Record<string, string> {
  const found = text(value);
  return found === undefined ? {} : { [key]: found };
}
