import { arn, text, texts } from '../names';
import { findStored } from '../StoredResource';
import { HandlerCall } from './HandlerCall';
import { Arns } from './ownArns';

/** Properties that name objects of EC2, and EC2's type of resource. */
const EC2_PROPERTIES: Readonly<Record<string, string>> = {
  AllocationId: 'elastic-ip',
  GroupId: 'security-group',
  InternetGatewayId: 'internet-gateway',
  RouteTableId: 'route-table',
  RouteTableIds: 'route-table',
  SecurityGroupIds: 'security-group',
  SubnetId: 'subnet',
  VpcId: 'vpc',
};

const ROLE_PROPERTIES = [
  'DeliverLogsPermissionArn',
  'MonitoringRoleArn',
  'Role',
];

const KEY_PROPERTIES = [
  'KmsKeyArn',
  'KmsKeyId',
  'KmsMasterKeyId',
  'PerformanceInsightsKMSKeyId',
];

/** The objects that a resource names in its properties. */
export function referencedArns({ type, ctx, properties }: HandlerCall): Arns {
  const isFlowLog = type === 'AWS::EC2::FlowLog';
  const ids = Object.entries({
    ...EC2_PROPERTIES,
    ...(isFlowLog && { ResourceId: 'vpc' }),
  }).flatMap(([name, kind]) =>
    texts([properties[name]].flat().filter(Boolean)).map(
      id => [kind, id] as const,
    ),
  );
  const byKind = Object.fromEntries(
    ids.map(([kind]) => [
      `ec2:${kind}`,
      ids
        .filter(([other]) => other === kind)
        .map(([, id]) => arn(ctx, 'ec2', `${kind}/${id}`)),
    ]),
  );
  return {
    ...byKind,
    ...keys(ctx, properties),
    'iam:role': roles(ctx, properties),
  };
}

function keys(
  ctx: HandlerCall['ctx'],
  properties: HandlerCall['properties'],
): Arns {
  const volumes = [properties.BlockDeviceMappings ?? []].flat() as Array<{
    Ebs?: { KmsKeyId?: string };
  }>;
  const named = [
    ...KEY_PROPERTIES.map(name => properties[name]),
    ...volumes.map(({ Ebs }) => Ebs?.KmsKeyId),
    // An attachment uses the key of its secret.
    findStored(
      ctx.world,
      'AWS::SecretsManager::Secret',
      String(properties.SecretId),
    )?.properties.KmsKeyId,
  ];
  const found = texts(named.filter(key => text(key)));
  return {
    'kms:key': [...new Set(found)].map(key =>
      key.startsWith('arn:') ? key : arn(ctx, 'kms', `key/${key}`),
    ),
  };
}

/** The roles that the resource passes to a service. */
function roles(
  { world }: HandlerCall['ctx'],
  properties: HandlerCall['properties'],
): string[] {
  const associated = [properties.AssociatedRoles ?? []].flat() as Array<{
    RoleArn?: string;
  }>;
  const profile = findStored(
    world,
    'AWS::IAM::InstanceProfile',
    String(properties.IamInstanceProfile),
  );
  const names = texts(properties.Roles ?? profile?.properties.Roles);
  const named = names.flatMap(
    name => findStored(world, 'AWS::IAM::Role', name) ?? [],
  );
  const found = [
    ...ROLE_PROPERTIES.map(name => properties[name]),
    ...associated.map(({ RoleArn }) => RoleArn),
    ...named.map(({ attributes }) => attributes.Arn),
  ];
  return [...new Set(texts(found.filter(role => text(role))))];
}
