import {
  ApplyPendingMaintenanceActionCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { end, request, TestAccount } from '../__testUtils__/TestAccount';
import { DefaultTapEngine } from '../DefaultTapEngine';

jest.setTimeout(300_000);

const OWNER = { owner: 'user:default/jo' };
const PINNED = '17.5';
/** The newest minor version of the sandbox. */
const NEWEST = '17.9';

describe('a database whose minor version RDS has upgraded by itself', () => {
  let account: TestAccount;
  let engine: DefaultTapEngine;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 1_000,
      stackModule: '@tap/stack/module',
    });
    engine = account.engine().engine;
  });
  afterAll(async () => {
    await account.stop();
  });

  const ref = (suffix: string) => ({ suffix, target: 'sandbox' });

  const deploy = (suffix: string, fields: object) =>
    end(engine.run('deploy', request(suffix, fields), account.by('jo')));

  /** As RDS does it in the maintenance window. */
  async function upgradeByRds(...identifiers: string[]): Promise<void> {
    const rds = new RDSClient({
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'sandbox' },
    });
    for (const identifier of identifiers) {
      await rds.send(
        new ApplyPendingMaintenanceActionCommand({
          ResourceIdentifier: `arn:aws:rds:us-east-1:000000000000:db:${identifier}`,
          ApplyAction: 'db-upgrade',
          OptInType: 'immediate',
        }),
      );
    }
    rds.destroy();
  }

  async function versions(suffix: string): Promise<string[]> {
    const { databases } = await engine.health(ref(suffix));
    return databases.map(({ engineVersion }) => engineVersion);
  }

  it('keeps the newer version in a resize, with its replica', async () => {
    await deploy('both', { size: 'small', engineVersion: PINNED });
    expect(await versions('both')).toEqual([PINNED, PINNED]);
    await upgradeByRds('tapstack-both', 'tapstack-both-replica-1');

    await end(
      engine.run(
        'extend',
        { ...ref('both'), expiresIn: '7d' },
        { token: account.token() },
      ),
    );
    expect(await versions('both')).toEqual([NEWEST, NEWEST]);

    const resize = { size: 'medium', engineVersion: PINNED };
    const plan = await engine.plan(request('both', resize), OWNER);
    expect(plan.warnings).toContain(
      `RDS has upgraded PostgreSQL from ${PINNED} to ${NEWEST} by itself. The change keeps the new version.`,
    );
    await expect(deploy('both', resize)).resolves.toMatchObject({
      operation: 'update',
      environment: { size: 'medium', engineVersion: NEWEST },
    });

    expect(await versions('both')).toEqual([NEWEST, NEWEST]);
    await expect(
      deploy('both', { size: 'medium', engineVersion: '17.6' }),
    ).rejects.toThrow('RDS cannot downgrade 17.9 to 17.6');
    const after = await engine.plan(request('both', { size: 'medium' }), OWNER);
    expect(after.operation).toBe('none');
    expect(after.warnings.join()).not.toContain('by itself');
  });

  // Both in `./tap verify`, because each needs real replicas.
  it.each(
    [
      ['replica', 'tapstack-replica-replica-1'],
      ['primary', 'tapstack-primary'],
    ].slice(0, process.env.TAP_VERIFY ? undefined : 1),
  )(
    'takes the other instances along in the next change: %s',
    async (suffix, identifier) => {
      await deploy(suffix, { size: 'small', engineVersion: PINNED });
      await upgradeByRds(identifier);
      expect((await versions(suffix)).sort()).toEqual([PINNED, NEWEST]);

      await deploy(suffix, { size: 'small', backupRetentionDays: 3 });

      expect(await versions(suffix)).toEqual([NEWEST, NEWEST]);
    },
  );
});
