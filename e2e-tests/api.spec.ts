import { expect, test } from '@playwright/test';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { connect } from './database';
import { mutatingCalls } from './mutatingCalls';
import { Portal, PortalApi } from './Portal';
import { sandboxTruth } from './sandboxTruth';
import { endOfTask, runTask } from './scaffolderTask';

test.describe('a CI job, through the HTTP API', () => {
  let portal: Portal;
  let api: PortalApi;

  test.beforeAll(async () => {
    portal = await Portal.start({ speed: 60 });
    api = new PortalApi(portal.url);
  });

  test.afterAll(async () => {
    await portal?.stop();
  });

  test('gets an environment, uses it and tears it down', async () => {
    const deployed = await runTask(api, 'tap-postgres', {
      suffix: 'ci-42',
      size: 'small',
      retention: 'destroy',
      expiresIn: '1d',
      description: 'Branch 42',
    });
    expect(deployed.log.join('\n')).toContain('TapStack-ci-42');
    expect(deployed.status).toBe('completed');
    expect(await mutatingCalls(portal.sandboxUrl)).toMatchObject({
      'cloudformation:CreateStack': 1,
    });

    // The Resources come with the outputs, in the same delta.
    for (const part of ['database', 'replica-1', 'bastion', 'key', 'bucket']) {
      await entity(api, `resource/default/tap-ci-42-${part}`);
    }
    const system = await entity(api, 'system/default/tap-ci-42');
    const facts = system.metadata.annotations;
    expect(facts['tap.internal/status']).toBe('available');
    expect(system.spec).toMatchObject({
      type: 'tap-environment',
      owner: 'user:default/guest',
    });
    const client = await connect(portal, {
      endpoint: facts['tap.internal/endpoint'],
      port: facts['tap.internal/port'],
      database: facts['tap.internal/database-name'],
      secretArn: facts['tap.internal/secret-arn'],
    });
    await client.query('create table t as select 42 as answer');
    await client.end();

    const removed = await runTask(api, 'tap-postgres-teardown', {
      suffix: 'ci-42',
      confirm: 'ci-42',
    });
    expect(removed.log.join('\n')).toMatch(/gone/i);
    expect(removed.status).toBe('completed');
    await expect
      .poll(
        async () =>
          (
            await api.get(
              '/api/catalog/entities/by-name/system/default/tap-ci-42',
            )
          ).status,
      )
      .toBe(404);
    expect((await sandboxTruth(portal)).databases).toEqual([]);
    const byArn = await portal.cloudFormation.send(
      new DescribeStacksCommand({
        StackName: facts['tap.internal/stack-id'],
      }),
    );
    expect(byArn.Stacks?.[0].StackStatus).toBe('DELETE_COMPLETE');
  });

  for (const { what, values, message } of [
    {
      what: 'a suffix with capital letters',
      values: { suffix: 'Orders' },
      message: /suffix/,
    },
    {
      what: 'a suffix that would make a too long AWS name',
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
      what: 'a mistyped field',
      values: { suffix: 'orders', retension: 'retain' },
      message: /retension/,
    },
  ]) {
    test(`is refused ${what} before AWS is touched`, async () => {
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

/** An entity, once the catalog has it. */
async function entity(api: PortalApi, ref: string): Promise<CatalogEntity> {
  let found: CatalogEntity | undefined;
  await expect
    .poll(async () => {
      const answer = await api.get(`/api/catalog/entities/by-name/${ref}`);
      found = answer.ok ? ((await answer.json()) as CatalogEntity) : undefined;
      return answer.status;
    })
    .toBe(200);
  return found!;
}
