import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RETENTIONS } from '@tap/plugin-tap-common';
import { synthesizeTemplate } from '@tap/stack';
import HANDLERS from './__testUtils__/handlerIamActions.json';
import { IamPolicy, IamRequest } from './__testUtils__/IamPolicy';

const ACCOUNT = 'arn:aws:iam::111122223333';
const BOUNDARY = `${ACCOUNT}:policy/tap-boundary`;
const CALLS = resolve(__dirname, 'aws');
const DOCUMENT = readFileSync(
  resolve(__dirname, '../../../docs/IAM.md'),
  'utf8',
);

/** The identity-based policy under a heading of docs/IAM.md; a trust policy has a principal. */
function policyUnder(heading: string): IamPolicy {
  const section = DOCUMENT.split(/^## /m).find(part =>
    part.startsWith(heading),
  );
  const policies = [...section!.matchAll(/```json\n(.*?)```/gs)]
    .map(([, json]) => json)
    .filter(json => !json.includes('"Principal"'));
  expect(policies).toHaveLength(1);
  return IamPolicy.parse(policies[0]);
}

/** The actions of the commands that the engine sends, such as `rds:DescribeDBInstances`. */
function actionsOfTheEngine(): string[] {
  return readdirSync(CALLS)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap(file => {
      const source = readFileSync(resolve(CALLS, file), 'utf8');
      const services = new Map(
        [
          ...source.matchAll(
            /import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-([a-z0-9-]+)'/g,
          ),
        ].flatMap(([, names, service]) =>
          names.split(',').map(name => [name.trim(), service] as const),
        ),
      );
      return [...source.matchAll(/new ((\w+)Command)\(/g)].map(
        ([, command, operation]) => `${services.get(command)}:${operation}`,
      );
    });
}

/**
 * The resources of AWS in the smallest and the largest TapStack, with each optional part. A custom resource is a call of
 * a Lambda function in the stack, and has no handler.
 */
function resourcesOfTheStack(): Array<{
  Type: string;
  Properties: { Path?: string };
}> {
  return (['micro', 'large'] as const).flatMap(size =>
    RETENTIONS.flatMap(retention => {
      const { templateBody } = synthesizeTemplate({
        environmentSuffix: 'orders',
        size,
        retention,
        availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
        bastionImageId: 'ami-0123456789abcdef0',
        alarmTopic: true,
        s3PrefixListId: 'pl-63a5400a',
        permissionsBoundaryArn: BOUNDARY,
      });
      return Object.values<any>(JSON.parse(templateBody).Resources).filter(
        ({ Type }) => Type.startsWith('AWS::'),
      );
    }),
  );
}

/** The request that a resource type's handler makes with an IAM action. */
function requestOf(type: string, action: string, path: string): IamRequest {
  if (action === 'iam:CreateServiceLinkedRole') {
    const [service, role] = type.startsWith('AWS::RDS::')
      ? ['rds.amazonaws.com', 'AWSServiceRoleForRDS']
      : ['vpc-flow-logs.amazonaws.com', 'AWSServiceRoleForVPCFlowLogs'];
    return {
      action,
      resource: `${ACCOUNT}:role/aws-service-role/${service}/${role}`,
      context: { 'iam:AWSServiceName': service },
    };
  }
  if (action === 'iam:ListRoles') {
    return { action, resource: '*' };
  }
  const kind = action.endsWith('InstanceProfile') ? 'instance-profile' : 'role';
  return {
    action,
    resource: `${ACCOUNT}:${kind}${path}TapStack-orders-Part-1A2B3C`,
    context: { 'iam:PermissionsBoundary': BOUNDARY },
  };
}

/** Rows of the table under "Actions that are not granted", as `type action`. */
function documentedGaps(): string[] {
  return [
    ...DOCUMENT.matchAll(/^\| `(iam:\w+)` +\| `(AWS::[\w:]+)` +\|/gm),
  ].map(([, action, type]) => `${type} ${action}`);
}

describe('docs/IAM.md', () => {
  it("grants every call of the engine to the portal's role", () => {
    const policy = policyUnder("The portal's role");
    const resources: Record<string, string> = {
      cloudformation:
        'arn:aws:cloudformation:eu-central-1:111122223333:stack/TapStack-orders/0a1b',
      ssm: 'arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023',
    };
    const actions = actionsOfTheEngine();
    expect(actions).toEqual(
      expect.arrayContaining([
        'cloudformation:CreateStack',
        'ec2:DescribeVpcs',
        'rds:DescribeDBInstances',
        'ssm:GetParameter',
      ]),
    );
    expect(
      actions.filter(
        action =>
          !policy.allows({
            action,
            resource: resources[action.split(':')[0]] ?? '*',
          }),
      ),
    ).toEqual([]);
  });

  it("grants what DetectStackDrift and RoleARN need to the portal's role", () => {
    const policy = policyUnder("The portal's role");
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
    expect(
      policy.allows({
        action: 'cloudformation:DetectStackResourceDrift',
        resource:
          'arn:aws:cloudformation:eu-central-1:111122223333:stack/TapStack-orders/0a1b',
      }),
    ).toBe(true);
    expect(
      policy.allows({
        action: 'iam:PassRole',
        resource: `${ACCOUNT}:role/tap-cloudformation`,
        context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
      }),
    ).toBe(true);
  });

  it('grants every IAM action of the resource types to the service role, except for the listed ones', () => {
    const policy = policyUnder("CloudFormation's service role");
    const resources = resourcesOfTheStack();
    const types = new Set(resources.map(({ Type }) => Type));
    const actionsOf = new Map(Object.entries(HANDLERS.types));
    expect([...types].filter(type => !actionsOf.has(type))).toEqual([]);

    const paths = resources
      .filter(({ Type }) => Type.startsWith('AWS::IAM::'))
      .map(({ Properties }) => Properties.Path);
    expect(new Set(paths)).toEqual(new Set(['/tap/']));

    const gaps = [...types].flatMap(type =>
      actionsOf
        .get(type)!
        .filter(action => !policy.allows(requestOf(type, action, '/tap/')))
        .map(action => `${type} ${action}`),
    );
    expect(gaps.sort()).toEqual(documentedGaps().sort());
  });

  it.each([
    'iam:CreateRole',
    'iam:UpdateRole',
    'iam:UpdateRoleDescription',
    'iam:UpdateAssumeRolePolicy',
    'iam:PutRolePolicy',
    'iam:AttachRolePolicy',
    'iam:PutRolePermissionsBoundary',
  ])('grants %s only for roles with the boundary', action => {
    const policy = policyUnder("CloudFormation's service role");
    const resource = `${ACCOUNT}:role/tap/TapStack-orders-Part-1A2B3C`;
    expect(policy.allows({ action, resource })).toBe(false);
    expect(
      policy.allows({
        action,
        resource,
        context: {
          'iam:PermissionsBoundary':
            'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      }),
    ).toBe(false);
  });

  it('grants no change of roles outside the path of the stack', () => {
    const policy = policyUnder("CloudFormation's service role");
    const context = { 'iam:PermissionsBoundary': BOUNDARY };
    const allowed = Object.values(HANDLERS.types)
      .flat()
      .filter(action =>
        [
          `${ACCOUNT}:role/tap-cloudformation`,
          `${ACCOUNT}:role/admin`,
          `${ACCOUNT}:instance-profile/admin`,
          `${ACCOUNT}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
        ].some(resource => policy.allows({ action, resource, context })),
      );
    expect(new Set(allowed)).toEqual(new Set(['iam:ListRoles']));
  });
});
