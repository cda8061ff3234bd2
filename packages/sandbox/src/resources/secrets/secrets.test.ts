import {
  create,
  destroy,
  handlerOf,
  memoryWorld,
  testContext,
} from '../__testUtils__/resources';
import { generateSecretString } from './generateSecretString';
import { findSecret, readSecretValue, SECRET } from './secretValue';

const ATTACHMENT = 'AWS::SecretsManager::SecretTargetAttachment';

describe('a generated secret', () => {
  it('14.11 has 32 characters of every kind by default', () => {
    const password = generateSecretString({});
    expect(password).toHaveLength(32);
    expect(password).toMatch(/[a-z]/);
    expect(password).toMatch(/[A-Z]/);
    expect(password).toMatch(/[0-9]/);
    expect(password).toMatch(/[^A-Za-z0-9]/);
  });

  it('omits excluded characters', () => {
    const password = generateSecretString({
      ExcludeCharacters: ' "@/\\',
      ExcludePunctuation: 'true',
      ExcludeNumbers: true,
      PasswordLength: 200,
    });
    expect(password).toMatch(/^[A-Za-z]{200}$/);
  });

  it('is added to the template under its key', () => {
    const { username, password } = JSON.parse(
      generateSecretString({
        SecretStringTemplate: '{"username":"app"}',
        GenerateStringKey: 'password',
        PasswordLength: 12,
      }),
    );
    expect(username).toBe('app');
    expect(password).toHaveLength(12);
  });

  it.each([
    { PasswordLength: 3 },
    { PasswordLength: 'long' },
    {
      ExcludeLowercase: true,
      ExcludeUppercase: true,
      ExcludeNumbers: true,
      ExcludePunctuation: true,
    },
    { SecretStringTemplate: 'username=app', GenerateStringKey: 'password' },
  ])('cannot be generated from %j', options => {
    expect(() => generateSecretString(options)).toThrow();
  });
});

describe('a secret', () => {
  const GENERATE = {
    SecretStringTemplate: '{"username":"app"}',
    GenerateStringKey: 'password',
  };

  it('14.12 keeps its value in updates that do not change it', async () => {
    const world = memoryWorld();
    const handler = handlerOf(SECRET);
    const ctx = testContext(world, 'Secret');
    const before = { GenerateSecretString: GENERATE };
    const { physicalId } = await handler.create(ctx, before);
    const value = readSecretValue(world, physicalId);
    expect(physicalId).toMatch(
      /^arn:aws:secretsmanager:us-east-1:000000000000:secret:Secret-ABCDEFGHIJKL-\w{6}$/,
    );

    await handler.create(ctx, before);
    const after = { ...before, Description: 'new' };
    await handler.update(ctx, physicalId, after, before);

    expect(readSecretValue(world, physicalId)).toEqual(value);
  });

  it('is found by ARN, by ARN without the random suffix, and by name', async () => {
    const world = memoryWorld();
    const { physicalId } = await create(world, SECRET, 'Secret', {
      Name: 'team/database',
    });

    for (const id of [physicalId, physicalId.slice(0, -7), 'team/database']) {
      expect(findSecret(world, id)?.physicalId).toBe(physicalId);
    }
    await expect(
      create(world, SECRET, 'Other', { Name: 'team/database' }),
    ).rejects.toThrow('the secret team/database already exists');
  });

  it('14.13 contains the address of its database until the attachment is deleted', async () => {
    const world = memoryWorld();
    const secret = await create(world, SECRET, 'Secret', {
      GenerateSecretString: GENERATE,
    });
    world.put('AWS::RDS::DBInstance', 'tapstack-test', {
      physicalId: 'tapstack-test',
      properties: { DBName: 'orders' },
      attributes: {
        'Endpoint.Address': '127.0.0.1',
        'Endpoint.Port': '15432',
      },
    });
    const value = () =>
      JSON.parse(readSecretValue(world, secret.physicalId)!.secretString);
    const { password } = value();

    await create(world, ATTACHMENT, 'Attachment', {
      SecretId: secret.physicalId,
      TargetId: 'TapStack-test',
      TargetType: 'AWS::RDS::DBInstance',
    });
    expect(value()).toEqual({
      username: 'app',
      password,
      engine: 'postgres',
      host: '127.0.0.1',
      port: 15432,
      dbname: 'orders',
      dbInstanceIdentifier: 'tapstack-test',
    });

    await destroy(world, ATTACHMENT, secret.physicalId);
    expect(value()).toEqual({ username: 'app', password });
  });

  it('is deleted with its value', async () => {
    const world = memoryWorld();
    const { physicalId } = await create(world, SECRET, 'Secret', {
      SecretString: 'given',
    });
    expect(readSecretValue(world, physicalId)?.secretString).toBe('given');

    await destroy(world, SECRET, physicalId);

    expect(readSecretValue(world, physicalId)).toBeUndefined();
  });

  it('cannot be attached to a database that does not exist', async () => {
    const world = memoryWorld();
    const { physicalId } = await create(world, SECRET, 'Secret', {});
    await expect(
      create(world, ATTACHMENT, 'Attachment', {
        SecretId: physicalId,
        TargetId: 'nothing',
      }),
    ).rejects.toThrow('The database instance nothing was not found.');
    await expect(
      create(world, ATTACHMENT, 'Attachment', {
        SecretId: 'nothing',
        TargetId: 'nothing',
      }),
    ).rejects.toThrow("Secrets Manager can't find the specified secret.");
  });
});
