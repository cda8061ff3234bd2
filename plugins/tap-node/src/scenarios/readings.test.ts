import { DescribeDBSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(240_000);

/** The readings that the other tests do not have; all of them in `./tap verify`, because each needs a real database. */
const READINGS = process.env.TAP_VERIFY
  ? ({
      policyOnlyUpdate: ['update', 'none'],
      snapshotsOfDeletedInstance: ['found', 'none', 'rejected'],
      conditionalReplacement: ['outcome', 'replace'],
    } as const)
  : ({
      policyOnlyUpdate: ['none'],
      snapshotsOfDeletedInstance: ['rejected'],
      conditionalReplacement: ['replace'],
    } as const);

const ref = (suffix: string) => ({ suffix, target: 'sandbox' });

/** What AWS does not document: TAP works with every reading of packages/sandbox/BEHAVIOUR.md. */
describe('readings of AWS', () => {
  let account: TestAccount;

  beforeAll(async () => {
    account = await TestAccount.start({
      speed: 2_000,
      stackModule: '@tap/stack/module',
    });
  });
  afterAll(() => account.stop());

  const deploy = (suffix: string, more: object) =>
    end(
      account
        .engine()
        .engine.run('deploy', request(suffix, more), account.by('jo')),
    );
  const teardown = (suffix: string) =>
    end(
      account.engine().engine.run('teardown', confirmed(ref(suffix)), {
        token: account.token(),
      }),
    );

  async function snapshotsOf(suffix: string): Promise<string[]> {
    const client = new RDSClient({
      endpoint: account.sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: '000000000000', secretAccessKey: 'none' },
    });
    const { DBSnapshots = [] } = await client.send(
      new DescribeDBSnapshotsCommand({ SnapshotType: 'manual' }),
    );
    client.destroy();
    return DBSnapshots.map(each => each.DBSnapshotIdentifier!).filter(id =>
      id.startsWith(`tapstack-${suffix}-`),
    );
  }

  describe.each(READINGS.policyOnlyUpdate)(
    'changed deletion policies alone: %s',
    reading => {
      beforeAll(() => {
        account.sandbox.readings.policyOnlyUpdate = reading;
      });

      it('a teardown takes the final snapshot that the retention promises, from the creation on', async () => {
        const suffix = `kept-${reading}`;
        await deploy(suffix, { retention: 'snapshot' });
        await teardown(suffix);
        expect(await snapshotsOf(suffix)).toHaveLength(1);
      });

      it('a change of the retention decides what the teardown keeps', async () => {
        const suffix = `changed-${reading}`;
        await deploy(suffix, { retention: 'snapshot' });
        await deploy(suffix, { retention: 'destroy' });
        await teardown(suffix);
        expect(await snapshotsOf(suffix)).toEqual([]);
      });
    },
  );

  it.each(READINGS.snapshotsOfDeletedInstance)(
    'a teardown names its final snapshot, if the snapshots of a deleted instance are %s',
    async reading => {
      const suffix = `named-${reading}`;
      account.sandbox.readings.snapshotsOfDeletedInstance = reading;
      await deploy(suffix, { retention: 'snapshot' });
      const { kept } = await teardown(suffix);
      const snapshots = await snapshotsOf(suffix);
      expect(snapshots).toHaveLength(1);
      expect(
        kept.find(
          ({ resourceType }) => resourceType === 'AWS::RDS::DBSnapshot',
        ),
      ).toMatchObject({ physicalId: snapshots[0] });
    },
  );

  describe('a change whose replacement is conditional', () => {
    const expected = {
      outcome: /^carried out$/,
      replace:
        /DatabaseInstance .*Action denied by stack policy: .*The change was rolled back, and the environment is unchanged\./,
    };

    it.each(READINGS.conditionalReplacement)(
      'checked by the stack policy as %s, is carried out or rolled back with its cause; the database stays',
      async reading => {
        const suffix = `policy-${reading}`;
        await deploy(suffix, {});
        const before = await databaseOf(suffix);
        account.sandbox.readings.conditionalReplacement = reading;
        await expect(
          deploy(suffix, { backupRetentionDays: 5 }).then(
            () => 'carried out',
            error => error.message,
          ),
        ).resolves.toMatch(expected[reading]);
        expect(await databaseOf(suffix)).toBe(before);
        const [{ status }] = (
          await account.engine().engine.list('sandbox')
        ).filter(each => each.suffix === suffix);
        expect(status).toBe('available');
        await teardown(suffix);
      },
    );

    async function databaseOf(suffix: string): Promise<string | undefined> {
      const environments = await account.engine().engine.list('sandbox');
      return environments.find(each => each.suffix === suffix)?.outputs
        ?.DbiResourceId;
    }
  });
});
