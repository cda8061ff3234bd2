import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';

import { ServiceTestKit, serviceTestKit } from './__testUtils__/services';

jest.setTimeout(180_000);

let kit: ServiceTestKit;

beforeAll(async () => {
  kit = await serviceTestKit('Database', 'Bastion');
});

afterAll(() => kit.sandbox.close());

describe('STS', () => {
  it('15.1 returns the account of the caller', async () => {
    await expect(
      new STSClient(kit.config).send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/sandbox',
    });
  });

  it('15.2 returns credentials for the account of a role', async () => {
    const { Credentials } = await new STSClient(kit.config).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::444455556666:role/portal/TapPortal',
        RoleSessionName: 'test',
      }),
    );
    const assumed = new STSClient({
      ...kit.config,
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken,
      },
    });
    await expect(
      assumed.send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({ Account: '444455556666' });
    expect(Credentials!.Expiration!.getTime()).toBeGreaterThan(Date.now());
  });
});

describe('Secrets Manager', () => {
  it('15.3 returns a secret by ARN', async () => {
    const client = new SecretsManagerClient(kit.config);
    const SecretId = kit.outputs.Secret;
    const { SecretString, ARN, VersionStages, CreatedDate } = await client.send(
      new GetSecretValueCommand({ SecretId }),
    );

    expect(ARN).toBe(SecretId);
    expect(VersionStages).toEqual(['AWSCURRENT']);
    expect(CreatedDate).toBeInstanceOf(Date);
    expect(JSON.parse(SecretString!)).toEqual({
      username: 'tapadmin',
      password: expect.stringMatching(/^[^ "@/\\]{32}$/),
    });

    await expect(
      client.send(new DescribeSecretCommand({ SecretId })),
    ).resolves.toMatchObject({
      ARN,
      Tags: expect.arrayContaining([{ Key: 'team', Value: 'orders' }]),
    });
    const { SecretList } = await client.send(new ListSecretsCommand({}));
    expect(SecretList).toHaveLength(1);
  });

  it('15.4 rejects an unknown secret', async () => {
    await expect(
      new SecretsManagerClient(kit.config).send(
        new GetSecretValueCommand({ SecretId: 'nothing' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
