import { Json, Template } from './shapes';

/** A permission, as one line. */
export type Access = string;

/**
 * Everything that a template allows or denies, one line each: `where: effect
 * principal action on resource if conditions`.
 */
export function accessOf(template: Template): Access[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) =>
    documentsOf(resource.Properties ?? {}).flatMap(([name, document]) =>
      [document.Statement]
        .flat()
        .flatMap((statement: Json) => linesOf(`${id}${name}`, statement)),
    ),
  );
}

/** The rules of all security groups, one line each. */
export function portsOf(template: Template): Access[] {
  return Object.entries(template.Resources).flatMap(
    ([id, { Type, Properties }]) => {
      switch (Type) {
        case 'AWS::EC2::SecurityGroup':
          return [
            ...ruleLines(id, 'in', Properties.SecurityGroupIngress),
            ...ruleLines(id, 'out', Properties.SecurityGroupEgress),
          ];
        case 'AWS::EC2::SecurityGroupIngress':
          return ruleLines(flat(Properties.GroupId), 'in', [Properties]);
        case 'AWS::EC2::SecurityGroupEgress':
          return ruleLines(flat(Properties.GroupId), 'out', [Properties]);
        default:
          return [];
      }
    },
  );
}

function documentsOf(properties: Json): Array<[string, Json]> {
  return [
    ['', properties.PolicyDocument],
    ['', properties.KeyPolicy],
    [' trust', properties.AssumeRolePolicyDocument],
    ...(properties.Policies ?? []).map(({ PolicyDocument }: Json) => [
      '',
      PolicyDocument,
    ]),
    ['', permissionOf(properties)],
    ['', managedPoliciesOf(properties)],
  ].filter(([, document]) => document !== undefined) as Array<[string, Json]>;
}

/** A Lambda permission is equivalent to a policy statement. */
function permissionOf(properties: Json): Json | undefined {
  return properties.FunctionName && properties.Principal
    ? {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: properties.Principal },
            Action: properties.Action,
            Resource: properties.FunctionName,
            Condition: {
              From: {
                arn: properties.SourceArn,
                ...(properties.SourceAccount
                  ? { account: properties.SourceAccount }
                  : {}),
              },
            },
          },
        ],
      }
    : undefined;
}

/** A managed policy can contain any statement. */
function managedPoliciesOf({ ManagedPolicyArns }: Json): Json | undefined {
  return ManagedPolicyArns?.length
    ? {
        Statement: ManagedPolicyArns.map((arn: Json) => ({
          Effect: 'Allow',
          Action: 'everything',
          Resource: `what ${flat(arn)} says`,
        })),
      }
    : undefined;
}

function linesOf(where: string, statement: Json): Access[] {
  const { Principal, NotPrincipal } = statement;
  const who = [
    ...(Principal ? [` ${principalText(Principal)}`] : []),
    ...(NotPrincipal ? [` NOT ${principalText(NotPrincipal)}`] : []),
  ].join('');
  const condition = statement.Condition
    ? ` if ${conditionText(statement.Condition)}`
    : '';
  return listed(statement, 'Action').flatMap(action =>
    listed(statement, 'Resource').map(
      resource =>
        `${where}: ${statement.Effect}${who} ${action} on ${flat(
          resource,
        )}${condition}`,
    ),
  );
}

/** The values of a statement, or `NOT …` for the exceptions. */
function listed(statement: Json, name: 'Action' | 'Resource'): string[] {
  const exceptions = statement[`Not${name}`];
  return exceptions === undefined
    ? [statement[name] ?? '-'].flat().map(flat)
    : [`NOT ${[exceptions].flat().map(flat).join(' or ')}`];
}

/** `*`, or all values of `{ AWS: … }` and `{ Service: … }`. */
function principalText(principal: Json): string {
  return typeof principal === 'string'
    ? principal
    : Object.values(principal).flat().map(flat).join(' and ');
}

function conditionText(condition: Json): string {
  return Object.entries(condition)
    .flatMap(([operator, tests]) =>
      Object.entries(tests as Json).map(
        ([key, value]) =>
          `${operator} ${key} ${[value].flat().map(flat).join(' or ')}`,
      ),
    )
    .join(' and ');
}

function ruleLines(
  group: string,
  direction: 'in' | 'out',
  rules: Json[] = [],
): Access[] {
  return rules.map(rule => {
    const peer =
      rule.CidrIp ??
      rule.CidrIpv6 ??
      rule.DestinationPrefixListId ??
      rule.SourcePrefixListId ??
      rule.SourceSecurityGroupId ??
      rule.DestinationSecurityGroupId;
    return `${group} ${direction} ${rule.IpProtocol} ${rule.FromPort}-${
      rule.ToPort
    } ${flat(peer)}`;
  });
}

/** References as `<LogicalId>` or `<LogicalId.Attribute>`. */
function flat(value: Json): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value?.Ref) {
    return `<${value.Ref}>`;
  }
  if (value?.['Fn::Sub']) {
    return value['Fn::Sub'].replace(/\$\{([^!}]+)\}/g, '<$1>');
  }
  return JSON.stringify(value);
}
