import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { runAction } from '../__testUtils__/runAction';
import { createEnvironmentDeployAction } from './environmentDeploy';

describe('tap:environment:deploy', () => {
  let catalog: FakeCatalogWait;
  let environments: FakeEnvironmentService;

  beforeEach(() => {
    catalog = new FakeCatalogWait();
    environments = new FakeEnvironmentService('sandbox', 'staging');
  });

  const run = (input: object, facts?: object) =>
    runAction(
      createEnvironmentDeployAction({ catalog, environments }),
      input,
      facts,
    );

  it('has a JSON schema that the scaffolder validates', () => {
    const { schema } = createEnvironmentDeployAction({ catalog, environments });
    expect(schema?.input).toMatchObject({
      type: 'object',
      required: ['suffix'],
      additionalProperties: false,
      properties: {
        suffix: { type: 'string', description: expect.any(String) },
        size: { type: 'string', description: expect.any(String) },
        retention: { enum: ['destroy', 'snapshot', 'retain'] },
        backupRetentionDays: { type: 'integer', minimum: 1, maximum: 35 },
      },
    });
    expect(Object.keys((schema?.output as any).properties)).toEqual(
      expect.arrayContaining(['entityRef', 'endpoint', 'secretArn']),
    );
  });

  it('deploys with defaults and outputs the connection', async () => {
    await expect(run({ suffix: 'orders-dev' })).resolves.toEqual({
      entityRef: 'system:default/tap-orders-dev',
      environmentUrl: '/catalog/default/system/tap-orders-dev',
      suffix: 'orders-dev',
      target: 'sandbox',
      stackName: 'TapStack-orders-dev',
      stackId: expect.stringContaining('stack/TapStack-orders-dev/'),
      region: 'eu-central-1',
      expiresAt: undefined,
      endpoint: 'orders-dev.example.internal',
      port: 5432,
      databaseName: 'app',
      secretArn: expect.stringContaining('secretsmanager'),
      bastionInstanceId: 'i-0123456789abcdef0',
      kmsKeyArn: expect.stringContaining('key/1234'),
      bucketName: 'orders-dev-bucket',
    });
    expect(environments.find({ suffix: 'orders-dev' })).toMatchObject({
      size: 'small',
      retention: 'destroy',
    });
  });

  it('ends when the catalog shows the environment', async () => {
    await run({ suffix: 'orders-dev', size: 'micro' });
    expect(catalog.waits).toEqual(['until orders-dev is shown, micro']);
  });

  it('includes a target other than the default one in the entity ref', async () => {
    await expect(
      run({ suffix: 'orders-dev', target: 'staging' }),
    ).resolves.toMatchObject({
      target: 'staging',
      entityRef: 'system:default/tap-orders-dev.staging',
    });
  });

  it.each([
    [{}, /suffix: is missing/],
    [{ suffix: 'Orders' }, /suffix: must be lower-case.*for example/],
    [{ suffix: 'orders--dev' }, /suffix: .*single hyphens.*for example/],
    [{ suffix: 'a'.repeat(21) }, /suffix: must have at most 20 characters/],
    [{ suffix: 'orders', target: 'Not A Target' }, /target: .*for example/],
    [{ suffix: 'orders', size: 'Huge' }, /size: must be the name of .*example/],
    [{ suffix: 'orders', retention: 'keep' }, /retention: must be one of/],
    [{ suffix: 'orders', owner: 'host:x y' }, /owner: .*for example/],
    [{ suffix: 'orders', engineVersion: '9.6' }, /engineVersion: .*example/],
    [{ suffix: 'orders', backupRetentionDays: 99 }, /at most 35 days.*example/],
    [{ suffix: 'orders', expiresIn: 'tomorrow' }, /expiresIn: .*example/],
    [{ suffix: 'orders', expiresIn: '400d' }, /expiresIn: .*365 days/],
    [
      { suffix: 'orders', description: 'a\u202Eb' },
      /description: .*for example/,
    ],
    [{ suffix: 'orders', siez: 'large' }, /siez: no such field/],
  ])('rejects %p before it calls the service', async (input, message) => {
    await expect(run(input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(environments.authorizations).toEqual([]);
    expect(environments.tokens).toEqual([]);
  });

  it('logs the plan in a dry run, and changes nothing', async () => {
    const lines: string[] = [];
    const outputs = await run(
      { suffix: 'orders-dev' },
      {
        isDryRun: true,
        logger: { info: (line: string) => lines.push(line) },
      },
    );
    expect(lines[0]).toContain('Plan: create environment orders-dev');
    expect(outputs).toMatchObject({ stackName: 'TapStack-orders-dev' });
    expect(environments.authorizations).toEqual([]);
    expect(environments.tokens).toEqual([]);
    expect(catalog.waits).toEqual([]);
  });
});
