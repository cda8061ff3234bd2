import { stripVTControlCharacters } from 'node:util';
import { ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { expect, Locator, Page, test } from '@playwright/test';
import type { Environment, EnvironmentPlan } from '@tap/plugin-tap-common';
import {
  changeOfPage,
  creationOfPage,
  planOfAnswer,
  planOfDryRun,
} from './ComparablePlan';
import { connect, DatabaseAddress } from './database';
import { mutatingCalls } from './mutatingCalls';
import { Portal, PortalApi } from './Portal';
import { sandboxState } from './sandboxState';
import { runTask } from './scaffolderTask';
import { signIn } from './signIn';
import { takeScreenshot } from './takeScreenshot';
import { withOrganization } from './withOrganization';
import { check } from './check';

/** All fields, so that no defaults are added. */
const REQUEST = {
  suffix: 'orders',
  target: 'sandbox',
  size: 'small',
  retention: 'destroy',
  owner: 'group:default/crew',
  engineVersion: '17',
  backupRetentionDays: 3,
  expiresIn: 'never',
  // Text that browsers, templates and AWS could interpret as code.
  description:
    '<img src=x onerror="document.title=0"> [orders](javascript:alert(1)) ${{ secrets.x }} {{resolve:ssm:/orders}}',
};

const ENVIRONMENT = '/api/tap/environments/sandbox/orders';

const PAGE = '/environments/sandbox/orders';

test.describe('an environment that is planned, created and changed', () => {
  test.describe.configure({ mode: 'serial' });
  test.use({ actionTimeout: 60_000 });

  let portal: Portal;
  let api: PortalApi;

  test.beforeAll(async () => {
    portal = await Portal.start({
      speed: 200,
      config: withOrganization('guest'),
    });
    api = new PortalApi(portal.url);
  });

  test.afterAll(async () => {
    await portal?.stop();
  });

  test('shows the same plan for a new environment everywhere and creates nothing', async ({
    page,
  }) => {
    await signIn(page, portal.url);
    // The first plan starts to read the prices, and later ones use them.
    await expect
      .poll(async () => (await plannedByRoute(REQUEST)).price?.source)
      .toContain('AWS Price List');
    const before = await mutatingCalls(portal.sandboxUrl);
    const plan = await plannedByRoute(REQUEST);
    expect(plan.operation).toBe('create');
    expect(plan.changes.length).toBeGreaterThan(50);
    const { changes: _, ...rest } = planOfAnswer(plan);
    expect(await plannedByAction(REQUEST)).toEqual(plan);

    // The log contains the number of resources per type.
    const log = await dryRun(REQUEST);
    const { changes: none, ...logged } = planOfDryRun(log);
    expect(none).toEqual([]);
    expect(logged).toEqual(rest);
    expect(typesLogged(log)).toEqual(typesOf(plan));

    await openPlan(page, REQUEST);
    const { priceBefore, ...planned } = rest;
    expect(await creationOfPage(page)).toEqual(planned);
    expect(priceBefore).toBeUndefined();
    await expect(page.getByText(/resources of \d+ types/)).toBeVisible();

    expect(await mutatingCalls(portal.sandboxUrl)).toEqual(before);
    expect((await sandboxState(portal)).stacks).toEqual([]);
  });

  test('shows the same plan for a change everywhere and leaves no change set', async ({
    page,
  }) => {
    expect((await runTask(api, 'tap-postgres', REQUEST)).status).toBe(
      'completed',
    );
    const stacks = await stacksAtRest();
    const before = await mutatingCalls(portal.sandboxUrl);

    await signIn(page, portal.url);
    const request = { ...REQUEST, size: 'medium', backupRetentionDays: 7 };
    const plan = await plannedByRoute(request);
    expect(plan.operation).toBe('update');
    const wanted = planOfAnswer(plan);
    expect(wanted.changes).toContain(
      'modify DatabaseInstance (AWS::RDS::DBInstance): restart',
    );
    expect(wanted.priceBefore).not.toBe(wanted.price);
    expect(await plannedByAction(request)).toEqual(plan);
    expect(planOfDryRun(await dryRun(request))).toEqual(wanted);
    await openPlan(page, request, 'sandbox/orders/change');
    const shown = await changeOfPage(page);
    expect(shown.changes.sort()).toEqual(
      plan.changes.map(({ logicalId }) => logicalId).sort(),
    );
    expect(shown.totals).toEqual([wanted.priceBefore, wanted.price]);

    // All objects of the plans have been deleted.
    const made = async () => {
      const { CreateChangeSet, DeleteChangeSet, ...others } = cloudFormation(
        await mutatingCalls(portal.sandboxUrl),
      );
      return {
        others,
        kept: CreateChangeSet - DeleteChangeSet,
        some: CreateChangeSet > 0,
      };
    };
    const { CreateChangeSet, DeleteChangeSet, ...others } =
      cloudFormation(before);
    await expect.poll(made).toEqual({
      others,
      kept: (CreateChangeSet ?? 0) - (DeleteChangeSet ?? 0),
      some: true,
    });
    expect(await stacksAtRest()).toEqual(stacks);
    const { Summaries } = await portal.cloudFormation.send(
      new ListChangeSetsCommand({ StackName: 'TapStack-orders' }),
    );
    expect(Summaries ?? []).toEqual([]);
  });

  test('is resized from its page and keeps its data', async ({ page }) => {
    test.setTimeout(420_000);
    const client = await connect(portal, await address());
    await client.query('create table orders as select 42 as answer');
    await client.end();

    await signIn(page, portal.url, `${PAGE}/settings`);
    await page.getByRole('link', { name: 'Change…' }).click();
    await check(page.getByRole('radio', { name: /^medium/ }));
    await page.getByRole('button', { name: 'Review changes' }).click();
    await expect(page.getByRole('list', { name: 'Restarts' })).toBeVisible();
    await takeScreenshot(page, 'change-plan');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(
      page.getByRole('heading', { name: 'orders is changed' }),
    ).toBeVisible({ timeout: 240_000 });
    await page.getByRole('link', { name: 'Open orders' }).click();
    await expect(page.getByText('Available').first()).toBeVisible();
    await takeScreenshot(page, 'changed');
    await expect(
      page.getByText('{{resolve:ssm:/orders}}').first(),
    ).toBeVisible();
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
    await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0);
    expect(await page.title()).not.toBe('0');

    expect(await environment()).toMatchObject({
      size: 'medium',
      status: 'available',
      owner: REQUEST.owner,
      backupRetentionDays: REQUEST.backupRetentionDays,
      description: REQUEST.description,
    });
    const there = await address();
    expect(await answerIn(there)).toEqual({ answer: 42, standby: false });
    const { outputs } = await environment();
    const replica = {
      ...there,
      endpoint: outputs!.ReadReplica1Endpoint!,
      port: outputs!.ReadReplica1Port!,
    };
    await expect
      .poll(() => answerIn(replica))
      .toEqual({ answer: 42, standby: true });
  });

  test('has no drift, and the page shows it', async ({ page }) => {
    await signIn(page, portal.url, `${PAGE}/activity`);
    await page.getByRole('button', { name: 'Detect drift' }).click();
    await expect(page.getByText('In sync', { exact: true })).toBeVisible({
      timeout: 120_000,
    });
    await takeScreenshot(page, 'drift');
  });

  test('is handed over, and the previous owner loses the permissions', async ({
    page,
  }) => {
    await signIn(page, portal.url, `${PAGE}/settings`);
    for (const control of controls(page)) {
      await expect(control).toBeVisible();
    }
    await page.getByRole('button', { name: 'Transfer…' }).click();
    const dialog = page.getByRole('dialog');
    const owner = dialog.getByRole('combobox', { name: 'New owner' });
    await owner.fill('user:default/robin');
    // Leaves the field, so that its suggestions close.
    await owner.press('Tab');
    await expect(
      dialog.getByText(/You do not belong to this owner/),
    ).toBeVisible();
    await takeScreenshot(page, 'hand-over');
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
    await expect(dialog).toBeHidden({ timeout: 120_000 });
    await expect
      .poll(async () => (await environment()).owner)
      .toBe('user:default/robin');

    // No actions are offered until the permissions are known.
    const decided = page.waitForResponse(/\/api\/permission\/authorize/);
    await page.reload();
    await decided;
    // Read permission remains.
    await expect(page.getByText('Available').first()).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'robin' }).first(),
    ).toBeVisible();
    for (const control of controls(page)) {
      await expect(control).toHaveCount(0);
    }
    await takeScreenshot(page, 'not-mine');
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(
      page.getByRole('button', { name: 'Detect drift' }),
    ).toBeVisible();

    const before = await mutatingCalls(portal.sandboxUrl);
    for (const [route, body] of [
      ['teardown', { confirm: 'orders' }],
      ['extend', { expiresIn: '7d' }],
      ['transfer', { owner: 'user:default/guest' }],
    ] as const) {
      const answer = await api.post(`${ENVIRONMENT}/${route}`, body);
      expect(answer.status, route).toBe(403);
    }
    expect(await mutatingCalls(portal.sandboxUrl)).toEqual(before);
  });

  async function plannedByRoute(request: object): Promise<EnvironmentPlan> {
    const answer = await api.post('/api/tap/plan', request);
    expect(answer.status).toBe(200);
    return (await answer.json()) as EnvironmentPlan;
  }

  async function plannedByAction(request: object): Promise<EnvironmentPlan> {
    const answer = await api.post(
      '/api/tap/.backstage/actions/v1/actions/tap:plan/invoke',
      request,
    );
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { output: EnvironmentPlan }).output;
  }

  /** Log lines of the template's dry run. */
  async function dryRun(values: object): Promise<string[]> {
    const template = await api.get(
      '/api/catalog/entities/by-name/template/default/tap-postgres',
    );
    const answer = await api.post('/api/scaffolder/v2/dry-run', {
      template: await template.json(),
      values,
      directoryContents: [],
    });
    const text = await answer.text();
    expect(answer.status, text).toBe(200);
    const { log } = JSON.parse(text) as {
      log: { body: { message: string } }[];
    };
    return log.map(({ body }) =>
      stripVTControlCharacters(body.message).replace(/^info: /, ''),
    );
  }

  /** Opens the review of a new environment or a change with these values. */
  async function openPlan(
    page: Page,
    request: Record<string, unknown>,
    path = 'create',
  ): Promise<void> {
    const query = new URLSearchParams({ step: 'review' });
    for (const [field, value] of Object.entries(request)) {
      query.set(field, String(value));
    }
    await page.goto(`${portal.url}/environments/${path}?${query}`);
    await expect(page.getByText(/a month|Monthly total/).first()).toBeVisible();
  }

  async function environment(): Promise<Environment> {
    return (await api.get(ENVIRONMENT)).json() as Promise<Environment>;
  }

  async function address(): Promise<DatabaseAddress> {
    const { outputs } = await environment();
    return {
      endpoint: outputs!.DatabaseEndpoint,
      port: outputs!.DatabasePort,
      database: outputs!.DatabaseName,
      secretArn: outputs!.DatabaseSecretArn,
    };
  }

  async function answerIn(where: DatabaseAddress): Promise<unknown> {
    const client = await connect(portal, where);
    try {
      const { rows } = await client.query(
        'select answer, pg_is_in_recovery() as standby from orders',
      );
      return rows[0];
    } finally {
      await client.end();
    }
  }

  async function stacksAtRest() {
    const { stacks } = await sandboxState(portal);
    return stacks.map(({ name, status, tokens }) => ({ name, status, tokens }));
  }
});

/** The actions of an owner on the page of an environment. */
function controls(page: Page): Locator[] {
  return [
    page.getByRole('link', { name: 'Change…' }),
    page.getByRole('button', { name: 'Transfer…' }),
    page.getByRole('button', { name: 'Set expiry' }),
    page.getByRole('button', { name: 'Tear down' }),
  ];
}

/** Resource types without their service. */
function cloudFormation(calls: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, count]) => [
      name.replace('cloudformation:', ''),
      count,
    ]),
  );
}

/** Number of resources per type. */
function typesOf({ changes }: EnvironmentPlan): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resourceType } of changes) {
    counts[resourceType] = (counts[resourceType] ?? 0) + 1;
  }
  return counts;
}

function typesLogged(log: string[]): Record<string, number> {
  return Object.fromEntries(
    log.flatMap(line => {
      const match = /^(\d+) × (\S+)$/.exec(line);
      return match ? [[match[2], Number(match[1])]] : [];
    }),
  );
}
