import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { runAction } from '../__testUtils__/runAction';
import { createEnvironmentExtendAction } from './environmentExtend';

describe('tap:environment:extend', () => {
  let catalog: FakeCatalogWait;
  let environments: FakeEnvironmentService;
  const ref = { suffix: 'orders-dev', target: 'sandbox' };

  beforeEach(() => {
    catalog = new FakeCatalogWait();
    environments = new FakeEnvironmentService('sandbox', 'staging');
    environments.environments = [
      sampleEnvironment({ ...ref, expiresAt: '2026-11-30T12:00:00.000Z' }),
    ];
  });

  const run = (input: object, facts?: object) =>
    runAction(
      createEnvironmentExtendAction({ catalog, environments }),
      input,
      facts,
    );

  it('extends and outputs the new expiry', async () => {
    await expect(
      run({ suffix: 'orders-dev', expiresIn: '7d' }),
    ).resolves.toEqual({
      entityRef: 'system:default/tap-orders-dev',
      environmentUrl: '/catalog/default/system/tap-orders-dev',
      suffix: 'orders-dev',
      target: 'sandbox',
      stackId: sampleEnvironment(ref).stackId,
      expiresAt: '2026-11-27T12:00:00.000Z',
    });
    expect(catalog.waits).toEqual(['until orders-dev is shown, small']);
  });

  it.each([
    [{ suffix: 'orders-dev' }, /expiresIn: is missing/],
    [{ suffix: 'orders-dev', expiresIn: '0d' }, /expiresIn: .*for example/],
  ])('rejects %p before it calls the service', async (input, message) => {
    await expect(run(input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    expect(environments.authorizations).toEqual([]);
  });

  it('fails with the message of the environment service', async () => {
    await expect(
      run({ suffix: 'orders-test', expiresIn: '7d' }),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining("no environment 'orders-test'"),
    });
  });

  it('changes nothing in a dry run', async () => {
    const lines: string[] = [];
    const outputs = await run(
      { suffix: 'orders-dev', expiresIn: '7d' },
      {
        isDryRun: true,
        logger: { info: (line: string) => lines.push(line) },
      },
    );
    expect(outputs.expiresAt).toBe('2026-11-30T12:00:00.000Z');
    expect(lines).toEqual([
      'Environment orders-dev expires at 2026-11-30T12:00:00.000Z. The task would set its expiry to 7d after it runs.',
    ]);
    expect(environments.tokens).toEqual([]);
    expect(catalog.waits).toEqual([]);
  });
});
