import { expect } from '@playwright/test';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { connect } from './database';
import { mutatingCalls } from './mutatingCalls';
import { Portal, PortalApi } from './Portal';
import { databasesOf, sandboxState } from './sandboxState';
import { endOfTask, runTask } from './scaffolderTask';
import { testWithPortal as test, withSpeed } from './testWithPortal';

test.describe('a CI job that uses the HTTP API', () => {
  let portal: Portal;
  let api: PortalApi;

  withSpeed(400);

  test.beforeAll(({ portal: shared }) => {
    portal = shared;
    api = new PortalApi(portal.url);
  });

  test('creates an environment, uses it and tears it down', async () => {
    const deployed = await runTask(api, 'tap-postgres', {
      suffix: 'ci-42',
      size: 'small',
      retention: 'destroy',
      expiresIn: '1d',
      description: 'Branch 42',
    });
    expect(deployed.log.join('\n')).toContain('TapStack-ci-42');
    expect(deployed.status).toBe('completed');
    const { stacks } = await sandboxState(portal);
    const created = stacks.filter(({ name }) => name === 'TapStack-ci-42');
    expect(created.map(({ tokens }) => tokens.length)).toEqual([1]);

    const system = await entity(api, 'system/default/tap-ci-42');
    const found = facts(system);
    expect(found.status).toBe('available');
    expect(system?.spec).toMatchObject({
      type: 'tap-environment',
      owner: 'user:default/guest',
    });
    const client = await connect(portal, {
      endpoint: found.endpoint,
      port: found.port,
      database: found['database-name'],
      secretArn: found['secret-arn'],
    });
    await client.query('create table t as select 42 as answer');
    await client.end();

    const removed = await runTask(api, 'tap-postgres-teardown', {
      suffix: 'ci-42',
      confirm: 'ci-42',
    });
    expect(removed.log.join('\n')).toMatch(
      /CloudFormation confirms that stack .* is deleted/,
    );
    expect(removed.status).toBe('completed');
    expect(await databasesOf(portal, 'ci-42')).toEqual([]);
    const byArn = await portal.cloudFormation.send(
      new DescribeStacksCommand({
        StackName: found['stack-id'],
      }),
    );
    expect(byArn.Stacks?.[0].StackStatus).toBe('DELETE_COMPLETE');
  });

  test('finds the result of a task in the catalog when the task completes', async () => {
    test.setTimeout(300_000);
    for (const suffix of ['now-1', 'now-2', 'now-3']) {
      const name = `tap-${suffix}`;
      const others = ['database', 'bastion', 'key', 'bucket'].map(
        part => `resource/default/${name}-${part}`,
      );
      const system = `system/default/${name}`;
      const replica = `resource/default/${name}-replica-1`;
      const read = async (refs: string[]) =>
        Promise.all(refs.map(ref => entity(api, ref)));

      await completed('tap-postgres', { suffix, size: 'small' });
      const deployed = await read([system, replica, ...others]);
      expect(deployed.map(facts)).toEqual(
        deployed.map(() => expect.objectContaining({ status: 'available' })),
      );
      expect(facts(deployed[0])).toMatchObject({
        size: 'small',
        'stack-status': 'CREATE_COMPLETE',
        endpoint: expect.any(String),
        'secret-arn': expect.any(String),
        'bastion-instance-id': expect.any(String),
        'kms-key-arn': expect.any(String),
        'bucket-name': expect.any(String),
      });

      await completed('tap-postgres', { suffix, size: 'micro' });
      const [changed, gone] = await read([system, replica]);
      expect(facts(changed)).toMatchObject({
        size: 'micro',
        status: 'available',
        'stack-status': 'UPDATE_COMPLETE',
      });
      expect(gone).toBeUndefined();

      await completed('tap-postgres-teardown', { suffix, confirm: suffix });
      const left = await read([system, replica, ...others]);
      expect(left).toEqual(left.map(() => undefined));
    }
  });

  /** Runs a template until it completes successfully without warnings. */
  async function completed(template: string, values: Record<string, unknown>) {
    const { log, status } = await runTask(api, template, values);
    expect(log.join('\n')).not.toMatch(/cannot be confirmed/);
    expect(status).toBe('completed');
  }

  for (const { what, values, message } of [
    {
      what: 'a suffix with capital letters',
      values: { suffix: 'Orders' },
      message: /suffix/,
    },
    {
      what: 'a suffix with which an AWS name is too long',
      values: { suffix: 'a'.repeat(40) },
      message: /suffix/,
    },
    {
      what: 'an unknown target',
      values: { suffix: 'orders', target: 'mars' },
      message: /target: .*mars.*sandbox/,
    },
    {
      what: 'a size that does not exist',
      values: { suffix: 'orders', size: 'huge' },
      message: /size/,
    },
    {
      what: 'a malformed owner',
      values: { suffix: 'orders', owner: 'not an owner' },
      message: /owner/,
    },
    {
      what: 'an owner that is not in the catalog',
      values: { suffix: 'orders', owner: 'group:default/doesnotexist' },
      message: /owner: 'group:default\/doesnotexist' is not in the catalog/,
    },
    {
      what: 'an unknown field',
      values: { suffix: 'orders', retension: 'retain' },
      message: /retension/,
    },
  ]) {
    test(`is rejected with ${what} before any AWS call`, async () => {
      const before = await mutatingCalls(portal.sandboxUrl);
      const answer = await api.post('/api/scaffolder/v2/tasks', {
        templateRef: 'template:default/tap-postgres',
        values,
      });
      if (answer.status === 201) {
        const { id } = (await answer.json()) as { id: string };
        const ended = await endOfTask(api, id);
        expect(ended.status).toBe('failed');
        expect(ended.log.join('\n')).toMatch(message);
      } else {
        expect(answer.status).toBe(400);
        expect(await answer.text()).toMatch(message);
      }
      expect(await mutatingCalls(portal.sandboxUrl)).toEqual(before);
    });
  }
});

interface CatalogEntity {
  metadata: { annotations: Record<string, string> };
  spec: Record<string, unknown>;
}

/** An entity of the catalog; undefined if there is none. */
async function entity(
  api: PortalApi,
  ref: string,
): Promise<CatalogEntity | undefined> {
  const answer = await api.get(`/api/catalog/entities/by-name/${ref}`);
  expect([200, 404]).toContain(answer.status);
  return answer.ok ? ((await answer.json()) as CatalogEntity) : undefined;
}

/** The annotations of TAP without their prefix. */
function facts(found: CatalogEntity | undefined): Record<string, string> {
  const prefix = 'tap.internal/';
  return Object.fromEntries(
    Object.entries(found?.metadata.annotations ?? {})
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
