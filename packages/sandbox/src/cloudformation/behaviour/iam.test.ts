import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeAvailabilityZonesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  ContextEntry,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { eventually, Harness, topics } from '../../__testUtils__/Harness';
import { IamRole } from '../../iam/IamOptions';
import { PolicyDocument, PolicyStatement } from '../../iam/PolicyDocument';

jest.setTimeout(120_000);

const ACCOUNT = '000000000000';
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const PORTAL = arnOf('portal');
const SERVICE = arnOf('cfn/service');

function policy(
  ...statements: Array<Partial<PolicyStatement>>
): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map(statement => ({
      Effect: 'Allow',
      Action: '*',
      ...statement,
    })),
  };
}

const BY_CLOUDFORMATION = policy({
  Action: 'sts:AssumeRole',
  Principal: { Service: 'cloudformation.amazonaws.com' },
});

function role(
  arn: string,
  statements: Array<Partial<PolicyStatement>>,
  more: Partial<IamRole> = {},
): IamRole {
  return {
    arn,
    policies: [policy(...statements.map(each => ({ Resource: '*', ...each })))],
    trust: BY_CLOUDFORMATION,
    ...more,
  };
}

const ROLES: IamRole[] = [
  role(
    PORTAL,
    [
      {
        Sid: 'Stacks',
        Action: 'cloudformation:*',
        Resource: `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/TapStack-*/*`,
      },
      {
        Sid: 'Status',
        Action: 'cloudformation:DescribeStackDriftDetectionStatus',
      },
      {
        Sid: 'Pass',
        Action: 'iam:PassRole',
        Resource: `arn:aws:iam::${ACCOUNT}:role/cfn/*`,
        Condition: {
          StringEquals: {
            'iam:PassedToService': 'cloudformation.amazonaws.com',
          },
        },
      },
    ],
    {
      trust: policy({
        Action: 'sts:AssumeRole',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Condition: { StringEquals: { 'sts:ExternalId': 'tap' } },
      }),
    },
  ),
  role(SERVICE, [
    {
      Sid: 'Topics',
      Action: 'sns:*',
      Resource: `arn:aws:sns:us-east-1:${ACCOUNT}:TapStack-*`,
      Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    },
  ]),
  role(arnOf('cfn/bounded'), [{ Action: 'sns:*' }], {
    boundary: policy({ Action: ['sns:Get*', 'sns:List*'], Resource: '*' }),
  }),
  role(arnOf('cfn/readonly'), [
    { Action: 'sns:*' },
    {
      Sid: 'NoChange',
      Effect: 'Deny',
      Action: ['sns:SetTopicAttributes', 'sns:DeleteTopic'],
    },
  ]),
  role(arnOf('cfn/source'), [{ Action: '*' }], {
    trust: policy({
      Action: 'sts:AssumeRole',
      Principal: { Service: 'cloudformation.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    }),
  }),
  role(arnOf('other'), [{ Action: '*' }]),
];

/** Two topics, of which the second depends on the first. */
const TEMPLATE = topics({ First: [], Second: ['First'] });

let harness: Harness;
let portal: CloudFormationClient;

function clientOptions(accessKeyId = 'PORTAL') {
  return {
    endpoint: harness.sandbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'none' },
    maxAttempts: 1,
  };
}

beforeAll(async () => {
  harness = await Harness.start({
    speed: 10_000,
    iam: { roles: ROLES, callers: { PORTAL: PORTAL, SERVICE: SERVICE } },
  });
  portal = new CloudFormationClient(clientOptions());
});
afterAll(() => harness.close());

function create(
  StackName: string,
  RoleARN?: string,
  template: object = TEMPLATE,
) {
  return portal.send(
    new CreateStackCommand({
      StackName,
      RoleARN,
      TemplateBody: JSON.stringify(template),
    }),
  );
}

async function reasonOf(stack: string, logicalId: string, status: string) {
  const events = await harness.events(stack);
  return events.find(
    event =>
      event.LogicalResourceId === logicalId && event.ResourceStatus === status,
  )?.ResourceStatusReason;
}

describe('16 IAM', () => {
  it('16.1 denies a call that no policy of the caller’s role allows, as each service does', async () => {
    await expect(create('Other', SERVICE)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/portal/sandbox is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/Other/* because no identity-based policy allows the cloudformation:CreateStack action`,
    });
    await expect(
      new RDSClient(clientOptions()).send(new DescribeDBInstancesCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      new EC2Client(clientOptions()).send(
        new DescribeAvailabilityZonesCommand({}),
      ),
    ).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('ec2:DescribeAvailabilityZones'),
    });
    await expect(
      new SecretsManagerClient(clientOptions()).send(
        new GetSecretValueCommand({ SecretId: 'x' }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('16.2 lets the root user of an account do everything', async () => {
    await expect(harness.created('Root', TEMPLATE)).resolves.toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
    });
  });

  it('16.3 lets a caller assume a role that trusts it, with the external ID', async () => {
    const sts = new STSClient(clientOptions('444455556666'));
    const assume = (ExternalId?: string) =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: PORTAL,
          RoleSessionName: 'deploy',
          ExternalId,
        }),
      );
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume('wrong')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    const { Credentials } = await assume('tap');
    const assumed = {
      ...clientOptions(),
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken,
      },
    };
    await expect(
      new STSClient(assumed).send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/portal/deploy`,
    });
    await expect(
      new RDSClient(assumed).send(new DescribeDBInstancesCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('16.4 needs iam:PassRole for a service role', async () => {
    await expect(create('TapStack-pass', arnOf('other'))).rejects.toMatchObject(
      {
        name: 'AccessDenied',
        message: expect.stringContaining(
          `iam:PassRole on resource: ${arnOf('other')}`,
        ),
      },
    );
  });

  it('16.5 rejects a service role that does not exist, or does not trust CloudFormation with and without aws:SourceAccount', async () => {
    for (const arn of [arnOf('cfn/source'), arnOf('cfn/missing')]) {
      await expect(create('TapStack-trust', arn)).rejects.toMatchObject({
        name: 'ValidationError',
        message: `Role ${arn} is invalid or cannot be assumed`,
      });
    }
  });

  it('16.6 holds the handlers to the service role, which the stack remembers', async () => {
    await create('TapStack-life', SERVICE);
    await expect(harness.settled('TapStack-life')).resolves.toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      RoleARN: SERVICE,
    });
    await portal.send(
      new UpdateStackCommand({
        StackName: 'TapStack-life',
        TemplateBody: JSON.stringify(TEMPLATE),
        Tags: [{ Key: 'team', Value: 'orders' }],
      }),
    );
    await expect(harness.settled('TapStack-life')).resolves.toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
    });
    const { StackId } = await harness.describe('TapStack-life');
    await portal.send(new DeleteStackCommand({ StackName: 'TapStack-life' }));
    await expect(harness.settled(StackId!)).resolves.toMatchObject({
      StackStatus: 'DELETE_COMPLETE',
    });
    const used = harness.sandbox
      .grants()
      .filter(({ uses }) => uses > 0)
      .map(({ sid }) => sid);
    expect(used).toEqual(expect.arrayContaining(['Stacks', 'Pass', 'Topics']));
  });

  it('16.7 fails a resource that the service role cannot create, and rolls back', async () => {
    const elsewhere = {
      Resources: {
        ...TEMPLATE.Resources,
        Third: {
          Type: 'AWS::SNS::Topic',
          DependsOn: 'Second',
          Properties: { TopicName: 'elsewhere' },
        },
      },
    };
    await create('TapStack-denied', SERVICE, elsewhere);
    await expect(harness.settled('TapStack-denied')).resolves.toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    await expect(
      reasonOf('TapStack-denied', 'Third', 'CREATE_FAILED'),
    ).resolves.toMatch(
      new RegExp(
        `^Resource handler returned message: "User: arn:aws:sts::${ACCOUNT}:assumed-role/service/AWSCloudFormation is not authorized to perform: sns:CreateTopic on resource: arn:aws:sns:us-east-1:${ACCOUNT}:elsewhere because no identity-based policy allows the sns:CreateTopic action \\(Service: Sns, Status Code: 403, Request ID: [-0-9a-f]+\\)" \\(RequestToken: [-0-9a-f]+, HandlerErrorCode: AccessDenied\\)$`,
      ),
    );
  });

  it('16.8 works with the caller’s role without a service role', async () => {
    await create('TapStack-own');
    await expect(harness.settled('TapStack-own')).resolves.toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    await expect(
      reasonOf('TapStack-own', 'First', 'CREATE_FAILED'),
    ).resolves.toContain('assumed-role/portal/sandbox');
  });

  it('16.9 denies what the permissions boundary does not allow', async () => {
    await create('TapStack-bounded', arnOf('cfn/bounded'));
    await harness.settled('TapStack-bounded');
    await expect(
      reasonOf('TapStack-bounded', 'First', 'CREATE_FAILED'),
    ).resolves.toContain(
      'because no permissions boundary allows the sns:CreateTopic action',
    );
  });

  it('16.10 fails the rollback of an update that the role cannot make, which another role continues', async () => {
    const StackName = 'TapStack-readonly';
    await create(StackName, arnOf('cfn/readonly'));
    await harness.settled(StackName);
    await portal.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(TEMPLATE),
        Tags: [{ Key: 'team', Value: 'orders' }],
      }),
    );
    await expect(harness.settled(StackName)).resolves.toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_FAILED',
    });
    await expect(
      reasonOf(StackName, 'First', 'UPDATE_FAILED'),
    ).resolves.toContain(
      'sns:SetTopicAttributes on resource: arn:aws:sns:us-east-1:000000000000:TapStack-readonly-First-',
    );
    await portal.send(
      new ContinueUpdateRollbackCommand({ StackName, RoleARN: SERVICE }),
    );
    await expect(harness.settled(StackName)).resolves.toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    });
    const remove = (RoleARN: string) =>
      portal.send(new DeleteStackCommand({ StackName, RoleARN }));
    await remove(arnOf('cfn/readonly'));
    await expect(harness.settled(StackName)).resolves.toMatchObject({
      StackStatus: 'DELETE_FAILED',
    });
    await expect(
      reasonOf(StackName, 'Second', 'DELETE_FAILED'),
    ).resolves.toContain('with an explicit deny in an identity-based policy');
    const { StackId } = await harness.describe(StackName);
    await remove(SERVICE);
    await expect(harness.settled(StackId!)).resolves.toMatchObject({
      StackStatus: 'DELETE_COMPLETE',
    });
  });

  it('16.11 reads with the caller’s role in drift detection, and reports the resources that it can read', async () => {
    await create('TapStack-drift', SERVICE);
    await harness.settled('TapStack-drift');
    const { StackDriftDetectionId } = await portal.send(
      new DetectStackDriftCommand({ StackName: 'TapStack-drift' }),
    );
    const status = () =>
      portal.send(
        new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
      );
    await eventually(
      async () => (await status()).DetectionStatus !== 'DETECTION_IN_PROGRESS',
    );
    await expect(status()).resolves.toMatchObject({
      DetectionStatus: 'DETECTION_FAILED',
      DetectionStatusReason: expect.stringContaining(
        'assumed-role/portal/sandbox is not authorized to perform: sns:GetTopicAttributes',
      ),
    });
  });

  it('16.12 resolves a secret with the service role', async () => {
    const referring = {
      Resources: {
        First: {
          Type: 'AWS::SNS::Topic',
          Properties: {
            DisplayName: '{{resolve:secretsmanager:password}}',
          },
        },
      },
    };
    await create('TapStack-secret', SERVICE, referring);
    await harness.settled('TapStack-secret');
    await expect(
      reasonOf('TapStack-secret', 'First', 'CREATE_FAILED'),
    ).resolves.toMatch(
      /assumed-role\/service\/AWSCloudFormation is not authorized to perform: secretsmanager:GetSecretValue .*HandlerErrorCode: AccessDenied/,
    );
  });

  it('16.17 simulates the policies of a role', async () => {
    const client = new IAMClient({
      endpoint: harness.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'ROOT', secretAccessKey: 'none' },
    });
    const simulate = async (
      name: string,
      action: string,
      ContextEntries?: ContextEntry[],
    ) => {
      const { EvaluationResults } = await client.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: arnOf(name),
          ActionNames: [action],
          ResourceArns: ['arn:aws:sns:us-east-1:000000000000:TapStack-a'],
          ContextEntries,
        }),
      );
      return EvaluationResults!.map(({ EvalDecision }) => EvalDecision);
    };
    const context = [
      {
        ContextKeyName: 'aws:RequestedRegion',
        ContextKeyType: 'string' as const,
        ContextKeyValues: ['us-east-1'],
      },
    ];
    await expect(
      simulate('cfn/service', 'sns:CreateTopic', context),
    ).resolves.toEqual(['allowed']);
    await expect(simulate('cfn/service', 'sns:CreateTopic')).resolves.toEqual([
      'implicitDeny',
    ]);
    await expect(simulate('cfn/bounded', 'sns:CreateTopic')).resolves.toEqual([
      'implicitDeny',
    ]);
    await expect(simulate('cfn/readonly', 'sns:DeleteTopic')).resolves.toEqual([
      'explicitDeny',
    ]);
    await expect(simulate('unknown', 'sns:CreateTopic')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    client.destroy();
  });

  it('16.18 rejects the credentials of a role when they have expired', async () => {
    const { Credentials } = await new STSClient(
      clientOptions('444455556666'),
    ).send(
      new AssumeRoleCommand({
        RoleArn: PORTAL,
        RoleSessionName: 'deploy',
        ExternalId: 'tap',
        DurationSeconds: 900,
      }),
    );
    const read = () =>
      new STSClient({
        ...clientOptions(),
        credentials: {
          accessKeyId: Credentials!.AccessKeyId!,
          secretAccessKey: Credentials!.SecretAccessKey!,
          sessionToken: Credentials!.SessionToken,
        },
      }).send(new GetCallerIdentityCommand({}));
    await expect(read()).resolves.toBeDefined();
    atTime(Credentials!.Expiration!);
    try {
      await expect(read()).rejects.toMatchObject({
        name: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        $metadata: { httpStatusCode: 403 },
      });
    } finally {
      jest.useRealTimers();
    }
  });
});

/** Sets the date of this process, which is that of the sandbox and of its clients; timers stay real. */
function atTime(now: Date): void {
  jest.useFakeTimers({
    now,
    doNotFake: [
      'clearImmediate',
      'clearInterval',
      'clearTimeout',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'setInterval',
      'setTimeout',
    ],
  });
}
