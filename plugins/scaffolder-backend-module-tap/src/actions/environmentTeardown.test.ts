import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { runAction } from '../__testUtils__/runAction';
import { createEnvironmentTeardownAction } from './environmentTeardown';

describe('tap:environment:teardown', () => {
  let catalog: FakeCatalogWait;
  let environments: FakeEnvironmentService;
  const ref = { suffix: 'orders-dev', target: 'sandbox' };

  beforeEach(() => {
    catalog = new FakeCatalogWait();
    environments = new FakeEnvironmentService('sandbox', 'staging');
    environments.environments = [sampleEnvironment(ref)];
  });

  const run = (input: object, facts?: object) =>
    runAction(
      createEnvironmentTeardownAction({ catalog, environments }),
      input,
      facts,
    );

  it('has a JSON schema that the scaffolder validates', () => {
    const { schema } = createEnvironmentTeardownAction({
      catalog,
      environments,
    });
    expect(schema?.input).toMatchObject({
      required: ['suffix', 'confirm'],
      properties: { acknowledgeLostSnapshots: { type: 'boolean' } },
    });
  });

  it('tears down and confirms that nothing is left', async () => {
    await expect(
      run({ suffix: 'orders-dev', confirm: 'orders-dev' }),
    ).resolves.toEqual({
      suffix: 'orders-dev',
      target: 'sandbox',
      stackId: sampleEnvironment(ref).stackId,
      kept: [],
      summary:
        'Stack TapStack-orders-dev of environment orders-dev was deleted. No resources were retained.',
    });
    expect(environments.environments).toEqual([]);
    expect(catalog.waits).toEqual(['until orders-dev is gone']);
  });

  it('lists retained and orphaned resources separately', async () => {
    environments.kept = [
      {
        logicalId: 'Key',
        resourceType: 'AWS::KMS::Key',
        physicalId: '1234',
        kind: 'retained',
        reason: 'it reads the final snapshot',
      },
      {
        logicalId: 'Vpc',
        resourceType: 'AWS::EC2::VPC',
        kind: 'orphaned',
        reason: 'a network interface is in use',
      },
    ];
    const { kept, summary } = await run({
      suffix: 'orders-dev',
      confirm: 'orders-dev',
    });
    expect(kept).toEqual(environments.kept);
    expect(summary).toContain(
      'Retained: 1234 (AWS::KMS::Key; it reads the final snapshot).',
    );
    expect(summary).toContain(
      'NOT deleted, because the deletion failed: Vpc (AWS::EC2::VPC; a network interface is in use).',
    );
  });

  it('logs one line, and outputs no Markdown, whatever the physical ID of a resource', async () => {
    environments.kept = [
      {
        logicalId: 'Custom',
        resourceType: 'Custom::Anything',
        physicalId:
          '![](https://attacker.example/pixel.png)<img src=x>\n\u001b[32mall is well',
        kind: 'orphaned',
        reason: '[free](https://attacker.example)',
      },
    ];
    const logged: string[] = [];
    const { summary } = await run(
      { suffix: 'orders-dev', confirm: 'orders-dev' },
      {
        logger: { info: (line: string) => logged.push(line) },
      },
    );
    expect(logged.join('')).not.toMatch(/\p{Cc}/u);
    expect(summary).toContain('!\\[](https://attacker.example/pixel.png)');
    expect(summary).not.toMatch(/(?<!\\)[[<]/);
  });

  it.each([
    [{ suffix: 'orders-dev' }, /confirm: is missing/],
    [{ suffix: 'orders-dev', confirm: 'orders' }, /confirm: must repeat/],
    [{ suffix: 'Orders', confirm: 'Orders' }, /suffix: .*for example/],
  ])('rejects %p before it calls the service', async (input, message) => {
    await expect(run(input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(environments.authorizations).toEqual([]);
    expect(environments.environments).toHaveLength(1);
  });

  it('logs in a dry run what would be lost, and deletes nothing', async () => {
    const { summary } = await run(
      { suffix: 'orders-dev', confirm: 'orders-dev' },
      { isDryRun: true },
    );
    expect(summary).toMatch(/nothing was torn down.*lost.*kept/);
    expect(environments.environments).toHaveLength(1);
    expect(environments.tokens).toEqual([]);
    expect(catalog.waits).toEqual([]);
  });

  it('fails in a dry run if something would block the teardown', async () => {
    environments.blockers.push({
      code: 'external-interfaces',
      text: 'Others use its VPC: eni-1.',
    });
    await expect(
      run({ suffix: 'orders-dev', confirm: 'orders-dev' }, { isDryRun: true }),
    ).rejects.toThrow(/was not torn down.*Others use its VPC/);
    expect(environments.tokens).toEqual([]);
  });

  it('passes on the acknowledgement of former protection', async () => {
    const input = {
      suffix: 'orders-dev',
      confirm: 'orders-dev',
      acknowledgeRetained: true,
    };
    await run(input);
    expect(environments.authorizations).toMatchObject([
      { operation: 'teardown', input },
    ]);
  });
});
