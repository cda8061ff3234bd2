import {
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Harness } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

const ACCOUNT = '000000000000';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/cfn/service`;
const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/service/AWSCloudFormation`;

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const document = (...Statement: object[]) => ({
  Version: '2012-10-17',
  Statement,
});

/** The service role may do everything; the account too, except what a statement denies. */
const ACCOUNT_MAY = (Action: string | string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action,
  Resource: '*',
});
const MANAGE_KEY = [
  'kms:Create*',
  'kms:Describe*',
  'kms:Get*',
  'kms:List*',
  'kms:Put*',
  'kms:Schedule*',
];

describe('resource-based policies', () => {
  let harness: Harness;
  let count = 0;

  beforeAll(async () => {
    harness = await Harness.start({
      speed: 10_000,
      iam: {
        roles: [
          {
            arn: ROLE,
            policies: [document(statement) as never],
            trust: document({
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: 'cloudformation.amazonaws.com' },
            }) as never,
          },
        ],
      },
    });
  });
  afterAll(() => harness.close());

  /** Creates a stack with the service role. @returns its name, status and failed resources with their reasons */
  async function created(Resources: object) {
    count += 1;
    const name = `policies-${count}`;
    await harness.client.send(
      new CreateStackCommand({
        StackName: name,
        RoleARN: ROLE,
        TemplateBody: JSON.stringify({ Resources }),
      }),
    );
    const { StackStatus } = await harness.settled(name);
    return { name, StackStatus, failures: await failuresOf(name) };
  }

  async function failuresOf(name: string): Promise<string> {
    return (await harness.events(name))
      .filter(({ ResourceStatus }) => /FAILED$/.test(ResourceStatus!))
      .map(
        ({ LogicalResourceId, ResourceStatusReason }) =>
          `${LogicalResourceId}: ${ResourceStatusReason}`,
      )
      .join('\n');
  }

  const key = (...statements: object[]) => ({
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: document(...statements) },
  });
  const secret = {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      SecretString: 'text',
      KmsKeyId: { 'Fn::GetAtt': 'Key.Arn' },
    },
  };

  it('16.13 uses a key only if its policy allows it', async () => {
    await expect(
      created({ Key: key(ACCOUNT_MAY('kms:*')), Secret: secret }),
    ).resolves.toMatchObject({ StackStatus: 'CREATE_COMPLETE' });

    const silent = await created({
      Key: key(ACCOUNT_MAY(MANAGE_KEY)),
      Secret: secret,
    });
    expect(silent.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(silent.failures).toMatch(
      new RegExp(
        `Secret: .*User: ${CALLER} is not authorized to perform: (kms:\\w+) on resource: arn:aws:kms:us-east-1:${ACCOUNT}:key/\\S+ because no resource-based policy allows the \\1 action`,
      ),
    );

    const denying = await created({
      Key: key(ACCOUNT_MAY('kms:*'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
      }),
      Secret: secret,
    });
    expect(denying.failures).toContain(
      'with an explicit deny in a resource-based policy',
    );
  });

  it.each([
    ['the role', { AWS: ROLE }],
    ['the account by its ID', { AWS: ACCOUNT }],
    ['every principal', { AWS: '*' }],
    ['everyone', '*'],
  ])('a key policy can name %s', async (_, Principal) => {
    await expect(
      created({
        Key: key({ ...ACCOUNT_MAY('kms:*'), Principal }),
        Secret: secret,
      }),
    ).resolves.toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });

  it('16.14 holds CloudFormation to denials in the policies of buckets, topics and queues', async () => {
    const { name } = await created({
      Bucket: { Type: 'AWS::S3::Bucket' },
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: document(
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: '*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
            {
              Effect: 'Deny',
              Principal: { AWS: ROLE },
              Action: 's3:DeleteBucketPolicy',
              Resource: { 'Fn::GetAtt': 'Bucket.Arn' },
            },
          ),
        },
      },
      Queue: { Type: 'AWS::SQS::Queue' },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: document({
            Effect: 'Deny',
            Principal: '*',
            Action: 'sqs:DeleteQueue',
            Resource: '*',
          }),
        },
        DeletionPolicy: 'Retain',
      },
      Topic: { Type: 'AWS::SNS::Topic' },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: document({
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:DeleteTopic',
            Resource: '*',
          }),
        },
        DeletionPolicy: 'Retain',
      },
    });
    await harness.client.send(new DeleteStackCommand({ StackName: name }));
    expect((await harness.settled(name)).StackStatus).toBe('DELETE_FAILED');
    const failures = await failuresOf(name);
    for (const [logicalId, action] of [
      ['Policy', 's3:DeleteBucketPolicy'],
      ['Queue', 'sqs:DeleteQueue'],
      ['Topic', 'sns:DeleteTopic'],
    ]) {
      expect(failures).toMatch(
        new RegExp(
          `^${logicalId}: .*${action} on resource: \\S+ with an explicit deny in a resource-based policy`,
          'm',
        ),
      );
    }
  });

  it('16.15 encrypts a log group only with a key that its policy allows CloudWatch Logs to use for it', async () => {
    const logs = (pattern: string) => ({
      Key: key(ACCOUNT_MAY('kms:*'), {
        Effect: 'Allow',
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Action: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:Describe*',
        ],
        Resource: '*',
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${pattern}`,
          },
        },
      }),
      Group: {
        Type: 'AWS::Logs::LogGroup',
        Properties: {
          LogGroupName: '/team/orders',
          KmsKeyId: { 'Fn::GetAtt': 'Key.Arn' },
        },
      },
    });
    const wrong = await created(logs('/other/*'));
    expect(wrong.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(wrong.failures).toContain(
      `The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/team/orders'`,
    );
    await expect(created(logs('/team/*'))).resolves.toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
    });
  });

  it('16.16 creates no key whose policy its creator could not change', async () => {
    const locked = await created({
      Key: key(ACCOUNT_MAY(MANAGE_KEY.filter(each => each !== 'kms:Put*'))),
    });
    expect(locked.failures).toContain(
      'Key: Resource handler returned message: "The new key policy will not allow you to update the key policy in the future. (Service: Kms, Status Code: 400)',
    );
  });
});
