import {
  DescribeStackEventsCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { changedProperties } from '@tap/aws-facts';
import { EnvironmentPlan } from '@tap/plugin-tap-common';
import * as stackModule from '@tap/stack/module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTarget } from '../__testUtils__/testTarget';
import {
  EARLIER_RELEASES,
  environmentsOf,
  stackIn,
  writeState,
} from '../__testUtils__/earlierReleases';
import { stackInput } from '../deploy/stackInput';
import {
  confirmed,
  end,
  request,
  TestAccount,
} from '../__testUtils__/TestAccount';

jest.setTimeout(300_000);

const SIZES = Object.keys(stackModule.sizes);
const TARGET = 'sandbox';
const ref = (suffix: string) => ({ suffix, target: TARGET });

const ENVIRONMENTS = EARLIER_RELEASES.flatMap(release =>
  Object.entries(environmentsOf(release)).map(([suffix, state]) => {
    const [size, retention] = suffix.split('-');
    return { release, suffix, size, retention, state };
  }),
);

/** The smallest with and without replicas; all pairs in `./tap verify`, because each needs real databases. */
const DEPLOYED = process.env.TAP_VERIFY
  ? ENVIRONMENTS
  : ENVIRONMENTS.filter(({ suffix }) =>
      ['micro-retain', 'small-snapshot'].includes(suffix),
    );

/** The size after it, or the one before the last. */
function otherSize(size: string): string {
  return SIZES[SIZES.indexOf(size) + 1] ?? SIZES[SIZES.length - 2];
}

/**
 * Resources that this release replaces: permissions without data, which CloudFormation cannot modify
 * (every property of AWS::Lambda::Permission is create-only).
 */
const REPLACED = ['InventoryPermission'];

/** Changes that replace a resource or that TAP rejects. */
function replacements(plan: EnvironmentPlan): string[] {
  return plan.changes
    .filter(
      ({ action, effect }) =>
        action === 'replace' || effect === 'data-loss' || effect === 'rejected',
    )
    .map(({ logicalId }) => logicalId)
    .filter(logicalId => !REPLACED.includes(logicalId));
}

describe.each(DEPLOYED)(
  'an environment that $release created: $size, $retention',
  ({ suffix, size, retention, state }) => {
    const stateDir = mkdtempSync(join(tmpdir(), 'tap-earlier-'));
    let account: TestAccount;

    beforeAll(async () => {
      writeState(stateDir, state);
      account = await TestAccount.start({
        speed: 2_000,
        stackModule: '@tap/stack/module',
        stateDir,
      });
    });
    afterAll(async () => {
      await account.stop();
      rmSync(stateDir, { recursive: true, force: true });
    });

    async function physicalIds(): Promise<Record<string, string>> {
      const { StackResourceSummaries = [] } = await account
        .cloudFormation()
        .send(
          new ListStackResourcesCommand({ StackName: `TapStack-${suffix}` }),
        );
      return Object.fromEntries(
        StackResourceSummaries.filter(
          ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
        ).map(({ LogicalResourceId, PhysicalResourceId }) => [
          LogicalResourceId!,
          PhysicalResourceId!,
        ]),
      );
    }

    /** Logical IDs of the resources that CloudFormation has touched so far. */
    async function touched(): Promise<string[]> {
      const { StackEvents = [] } = await account
        .cloudFormation()
        .send(
          new DescribeStackEventsCommand({ StackName: `TapStack-${suffix}` }),
        );
      const ids = StackEvents.map(event => event.LogicalResourceId!);
      return [...new Set(ids)].filter(id => id !== `TapStack-${suffix}`);
    }

    it('is listed, extended, transferred, resized without a replacement, and torn down', async () => {
      const { engine } = account.engine();
      let tokens = 0;
      // Other ones than those of the creation, which the state contains.
      const options = () => ({ token: `later-${(tokens += 1)}` });
      const [listed] = await engine.list(TARGET);
      expect(listed).toMatchObject({
        suffix,
        size,
        retention,
        status: 'available',
        description: `Made by 6910b75: ${suffix}`,
        owner: 'user:default/olga',
      });

      if (retention !== 'retain') {
        await end(
          engine.run('extend', { ...ref(suffix), expiresIn: '30d' }, options()),
        );
      }
      await end(
        engine.run(
          'transfer',
          { ...ref(suffix), owner: 'group:default/payments' },
          options(),
        ),
      );
      // Neither changes anything else.
      expect(await touched()).toEqual(['MetadataEcho']);

      const before = await physicalIds();
      const resize = request(suffix, { size: otherSize(size), retention });
      const plan = await engine.plan(resize, { owner: 'user:default/olga' });
      expect(plan.operation).toBe('update');
      expect(replacements(plan)).toEqual([]);

      const by = () =>
        account.by('olga', {
          ownershipRefs: ['group:default/payments'],
          ...options(),
        });
      const resized = await end(engine.run('deploy', resize, by()));
      expect(resized.environment).toMatchObject({
        size: otherSize(size),
        status: 'available',
      });
      const planned = plan.changes.map(({ logicalId }) => logicalId);
      expect(
        (await touched()).filter(
          id => id !== 'MetadataEcho' && !planned.includes(id),
        ),
      ).toEqual([]);
      const after = await physicalIds();
      const shared = Object.keys(before).filter(id => after[id]);
      expect(shared).toEqual(
        expect.arrayContaining(['Vpc', 'DatabaseInstance']),
      );
      expect(shared.filter(id => after[id] !== before[id])).toEqual(REPLACED);

      if (retention === 'retain') {
        await end(
          engine.run(
            'deploy',
            request(suffix, { size: otherSize(size), retention: 'destroy' }),
            by(),
          ),
        );
      }
      await end(
        engine.run(
          'teardown',
          confirmed(ref(suffix), {
            acknowledgeRetained: retention === 'retain',
          }),
          options(),
        ),
      );
      await expect(engine.list(TARGET)).resolves.toEqual([]);
    });
  },
);

/** Properties that this release's template changes in a stack of the earlier one, with the same request. */
function upgradeChanges(release: string): string[] {
  const { synthesize } = jest.requireActual(stackModule.synthesizer);
  const changes = Object.entries(environmentsOf(release)).flatMap(
    ([suffix, state]) => {
      const { template, metadata } = stackIn(state);
      const target = testTarget({ name: TARGET });
      const next = JSON.parse(
        synthesize(
          stackInput(ref(suffix), metadata, target, {
            isComplete: true,
            deployed: stackModule.describe(template)!,
          }),
        ).templateBody,
      );
      const row = (logicalId: string, what: string) =>
        `${withoutNumber(logicalId)}: ${what}`;
      return [
        ...changedProperties(template, next).map(
          ({ logicalId, property, requirement }) =>
            row(
              logicalId,
              requirement === 'none'
                ? property
                : `${property} (${requirement})`,
            ),
        ),
        ...Object.keys(next.Resources)
          .filter(id => !template.Resources[id])
          .map(id => row(id, 'added')),
        ...Object.keys(template.Resources)
          .filter(id => !next.Resources[id])
          .map(id => row(id, 'removed')),
      ];
    },
  );
  return [...new Set(changes)].sort();
}

/** One row for all replicas. */
function withoutNumber(logicalId: string): string {
  return logicalId.replace(/^ReadReplica\d/, 'ReadReplica<n>');
}

describe.each(EARLIER_RELEASES)('docs/UPGRADING.md, from %s', release => {
  it('lists every change of an existing stack', () => {
    const text = readFileSync(
      join(__dirname, '../../../../docs/UPGRADING.md'),
      'utf8',
    );
    const [, section] = text.split(`## From ${release}`);
    const [list] = section.split('\n## ');
    expect(
      [...list.matchAll(/^- `(.*)`/gm)].map(([, change]) => change),
    ).toEqual(upgradeChanges(release));
  });
});
