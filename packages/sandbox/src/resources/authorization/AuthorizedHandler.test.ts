import { handlerActions, HandlerName, RESOURCE_TYPES } from '@tap/aws-facts';
import { Harness } from '../../__testUtils__/Harness';
import { Authorizer } from '../../iam/Authorizer';
import { IamRole } from '../../iam/IamOptions';
import { RoleSessions } from '../../iam/RoleSessions';
import {
  handlerOf,
  memoryWorld,
  testContext,
} from '../__testUtils__/resources';
import { Properties } from '../ResourceHandler';
import { newRecord, store } from '../StoredResource';
import { World } from '../World';
import { AuthorizedHandler } from './AuthorizedHandler';

jest.setTimeout(180_000);

const ACCOUNT = '000000000000';
const CUSTOM = 'AWS::CloudFormation::CustomResource';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/tap/r`;

/** Properties with which the handlers reach all of their actions. */
const PROPERTIES: Readonly<Record<string, Properties>> = {
  [CUSTOM]: {
    ServiceToken: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`,
  },
  'AWS::EC2::FlowLog': { DeliverLogsPermissionArn: ROLE, ResourceId: 'vpc-1' },
  'AWS::EC2::Instance': {
    ImageId: 'ami-1',
    IamInstanceProfile: 'profile',
    BlockDeviceMappings: [{ Ebs: { KmsKeyId: KEY } }],
  },
  'AWS::IAM::InstanceProfile': { Roles: ['role'] },
  'AWS::IAM::Role': {
    PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/b`,
  },
  'AWS::KMS::Key': { PendingWindowInDays: 7 },
  'AWS::Lambda::Function': { KmsKeyArn: KEY, Role: ROLE },
  'AWS::Lambda::Permission': { FunctionName: 'f' },
  'AWS::RDS::DBInstance': {
    AllocatedStorage: '20',
    DBInstanceClass: 'db.t4g.micro',
    DBInstanceIdentifier: 'db',
    DBParameterGroupName: 'group',
    Engine: 'postgres',
    EngineVersion: '17.9',
    KmsKeyId: KEY,
    MasterUserPassword: 'long-enough',
    MasterUsername: 'tap',
    MonitoringInterval: 60,
    MonitoringRoleArn: ROLE,
  },
  'AWS::RDS::DBParameterGroup': { Family: 'postgres17', Description: 'test' },
  'AWS::S3::BucketPolicy': { Bucket: 'bucket' },
  'AWS::SNS::TopicPolicy': { Topics: [`arn:aws:sns:us-east-1:${ACCOUNT}:t`] },
  'AWS::SQS::QueuePolicy': { Queues: ['https://sqs/000000000000/q'] },
  'AWS::SecretsManager::Secret': { KmsKeyId: KEY },
  'AWS::SecretsManager::SecretTargetAttachment': {
    SecretId: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:s`,
    TargetId: 'db',
    KmsKeyId: KEY,
  },
};

function propertiesFor(type: string, action: string): Properties {
  const replica = action === 'rds:CreateDBInstanceReadReplica' && {
    SourceDBInstanceIdentifier: 'source',
    Engine: undefined,
    KmsKeyId: undefined,
    MasterUserPassword: undefined,
    MasterUsername: undefined,
  };
  return { ...required(type), ...PROPERTIES[type], ...replica };
}

/** Values of the required properties that no action depends on. */
function required(type: string): Properties {
  const names = RESOURCE_TYPES[type].required ?? [];
  return Object.fromEntries(names.map(name => [name, 'any']));
}

/** Every action of every handler. */
const CASES = Object.keys(RESOURCE_TYPES).flatMap(type =>
  (['create', 'read', 'update', 'delete'] as const).flatMap(handler =>
    handlerActions(type, handler).map(
      action => [action, handler, type] as [string, HandlerName, string],
    ),
  ),
);

function roleArn(denied: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/without-${denied.replace(':', '-')}`;
}

/** A role that may do everything but this action. */
function roleWithout(action: string): IamRole {
  const statement = { Action: '*', Resource: '*' };
  const trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'cloudformation.amazonaws.com' },
  };
  return {
    arn: roleArn(action),
    policies: [
      {
        Version: '2012-10-17',
        Statement: [
          { ...statement, Effect: 'Allow' },
          { ...statement, Effect: 'Deny', Action: action },
        ],
      },
    ],
    trust: { Version: '2012-10-17', Statement: [trust] },
  };
}

const actions = [...new Set(CASES.map(([action]) => action))];
const roles = actions.map(roleWithout);
const iam = new Authorizer({ roles }, {
  find: () => undefined,
} as Partial<RoleSessions> as RoleSessions);

/** A world with the objects that others refer to. */
function worldWithReferences(): World {
  const world = memoryWorld();
  const put = (type: string, id: string, properties: Properties, Arn: string) =>
    store(
      world,
      newRecord(testContext(world, id), type, id, properties, { Arn }),
    );
  put('AWS::IAM::Role', 'role', {}, ROLE);
  put('AWS::IAM::InstanceProfile', 'profile', { Roles: ['role'] }, 'p');
  return world;
}

function underTest(type: string, denied: string) {
  const world = worldWithReferences();
  const ctx = testContext(world, 'Part', {
    principal: { roleArn: roleArn(denied), sessionName: 'AWSCloudFormation' },
  });
  const properties = propertiesFor(type, denied);
  const handler = new AuthorizedHandler(handlerOf(type), iam);
  const record = newRecord(
    ctx,
    type,
    handler.plannedId(ctx, properties),
    properties,
    {},
  );
  return { world, ctx, properties, handler, record };
}

function denial(action: string) {
  return {
    name: 'ResourceFailure',
    handlerErrorCode: 'AccessDenied',
    reason: expect.stringMatching(
      new RegExp(
        `is not authorized to perform: ${action} on resource: .* with an explicit deny in an identity-based policy \\(Service: \\w+, Status Code: 403, `,
      ),
    ),
  };
}

const of = (...handlers: HandlerName[]) =>
  CASES.filter(([, handler]) => handlers.includes(handler));

it.each(of('create'))(
  '%s, taken away, fails %s of %s and creates nothing',
  async (action, _, type) => {
    const { world, ctx, properties, handler } = underTest(type, action);
    const before = world.list(type);
    await expect(handler.create(ctx, properties)).rejects.toMatchObject(
      denial(action),
    );
    expect(world.list(type)).toEqual(before);
  },
);

it.each(of('update', 'delete'))(
  '%s, taken away, fails %s of %s and changes nothing',
  async (action, name, type) => {
    const { world, ctx, properties, handler, record } = underTest(type, action);
    store(world, record);
    const before = world.list(type);
    await expect(
      name === 'update'
        ? handler.update(ctx, record.physicalId, properties, properties)
        : handler.delete(ctx, record.physicalId, properties),
    ).rejects.toMatchObject(denial(action));
    expect(world.list(type)).toEqual(before);
  },
);

it.each(of('read'))(
  '%s, taken away, fails %s of %s in drift detection',
  async (action, _, type) => {
    const { world, ctx, properties, handler, record } = underTest(type, action);
    store(world, record);
    await expect(
      handler.drift!(ctx, record.physicalId, properties),
    ).rejects.toMatchObject(denial(action));
  },
);

describe('a stack whose role lacks an action', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start({ speed: 100_000, iam: { roles } });
  });
  afterAll(() => harness.close());

  const role = {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'role', AssumeRolePolicyDocument: {} },
  };
  const profile = {
    Type: 'AWS::IAM::InstanceProfile',
    DependsOn: 'role',
    Properties: { InstanceProfileName: 'profile', Roles: ['role'] },
  };
  /** What the resource needs; without it, it depends on a topic. */
  const NEEDED: Record<string, object> = {
    'AWS::EC2::Instance': { role, profile },
    'AWS::IAM::InstanceProfile': { role },
  };

  it.each(of('create'))('%s to %s %s rolls back', async (action, _, type) => {
    const name = `without-${type}-${action}`.replace(/[^a-zA-Z0-9]+/g, '-');
    const needed = NEEDED[type] ?? { First: { Type: 'AWS::SQS::Queue' } };
    const stack = await harness.created(
      name,
      {
        Resources: {
          ...needed,
          Part: {
            Type: type,
            DependsOn: Object.keys(needed),
            Properties: propertiesFor(type, action),
          },
        },
      },
      { RoleARN: roleArn(action), Tags: [{ Key: 'team', Value: 'orders' }] },
    );
    const events = await harness.events(name);
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason,
    ).toContain(`is not authorized to perform: ${action} on resource: `);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(harness.sandbox.state().objects).toEqual({});
  });
});
