import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { JsonObject } from '@backstage/types';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { TemplateTasks } from '../tasks';
import { registerActions } from './registerActions';

describe('registerActions', () => {
  const registry = actionsRegistryServiceMock();
  const environments = new FakeEnvironmentService();
  const started: unknown[] = [];
  const credentials = mockCredentials.user('user:default/kim');

  const tasks: Pick<TemplateTasks, 'start'> = {
    start: async (templateRef, values, by) => {
      started.push({ templateRef, values, by: by.credentials.principal });
      return { taskId: 'task-1' };
    },
  };

  registerActions(registry, {
    environments,
    tasks: tasks as TemplateTasks,
  });

  const invoke = async (name: string, input: JsonObject) =>
    (await registry.invoke({ id: `test:${name}`, input, credentials })).output;

  beforeEach(() => {
    environments.environments = [sampleEnvironment()];
    started.length = 0;
  });

  it('declares what each action does', async () => {
    const { actions } = await registry.list();
    expect(
      Object.fromEntries(actions.map(a => [a.name, a.attributes])),
    ).toEqual({
      list: { readOnly: true, destructive: false, idempotent: true },
      get: { readOnly: true, destructive: false, idempotent: true },
      plan: { readOnly: true, destructive: false, idempotent: true },
      request: { readOnly: false, destructive: true, idempotent: false },
      'request-teardown': {
        readOnly: false,
        destructive: true,
        idempotent: false,
      },
    });
  });

  it('has every field of every input in its JSON schema', async () => {
    const { actions } = await registry.list();
    const fields = Object.fromEntries(
      actions.map(a => [a.name, Object.keys(a.schema.input.properties ?? {})]),
    );
    expect(fields.request).toEqual(fields.plan);
    expect(fields).toMatchObject({
      list: ['target'],
      get: ['suffix', 'target'],
      plan: expect.arrayContaining(['suffix', 'size', 'expiresIn']),
      'request-teardown': [
        'suffix',
        'target',
        'confirm',
        'acknowledgeLostSnapshots',
        'acknowledgeRetained',
      ],
    });
  });

  it('reads environments', async () => {
    expect(await invoke('list', {})).toEqual({
      items: [sampleEnvironment()],
      readAt: {},
      isBeingRead: false,
      unreachable: [],
    });
    expect(await invoke('get', { suffix: 'orders' })).toEqual(
      sampleEnvironment(),
    );
    expect(await invoke('plan', { suffix: 'carts' })).toMatchObject({
      ref: { suffix: 'carts', target: 'main' },
    });
  });

  it('starts a request on behalf of the caller, without adding fields', async () => {
    expect(await invoke('request', { suffix: 'carts', size: 'micro' })).toEqual(
      { taskId: 'task-1' },
    );
    expect(started).toEqual([
      {
        templateRef: 'template:default/tap-postgres',
        values: { suffix: 'carts', size: 'micro' },
        by: credentials.principal,
      },
    ]);
  });

  it('starts a teardown on behalf of the caller', async () => {
    const input = { suffix: 'orders', confirm: 'orders' };
    expect(await invoke('request-teardown', input)).toEqual({
      taskId: 'task-1',
    });
    expect(started).toEqual([
      {
        templateRef: 'template:default/tap-postgres-teardown',
        values: input,
        by: credentials.principal,
      },
    ]);
  });

  it('passes on the acknowledgement of former protection, and names what blocks a teardown', async () => {
    environments.environments = [sampleEnvironment({ wasRetained: true })];
    const input = { suffix: 'orders', confirm: 'orders' };
    await expect(invoke('request-teardown', input)).rejects.toThrow(
      'was protected once',
    );
    const acknowledged = { ...input, acknowledgeRetained: true };
    await invoke('request-teardown', acknowledged);
    expect(started).toMatchObject([{ values: acknowledged }]);

    environments.blockers.push({
      code: 'external-interfaces',
      text: 'Others use its VPC: eni-1.',
    });
    await expect(invoke('request-teardown', acknowledged)).rejects.toThrow(
      'eni-1',
    );
    environments.blockers.length = 0;
    expect(started).toHaveLength(1);
  });

  it('rejects a teardown that is not confirmed or not allowed', async () => {
    await expect(
      invoke('request-teardown', { suffix: 'orders', confirm: 'order' }),
    ).rejects.toThrow('confirm: must repeat the suffix');
    environments.onlookers.add('user:default/kim');
    await expect(
      invoke('request-teardown', { suffix: 'orders', confirm: 'orders' }),
    ).rejects.toThrow('You may not teardown');
    await expect(invoke('request', { suffix: 'carts' })).rejects.toThrow(
      'You may not deploy',
    );
    expect(started).toEqual([]);
  });
});
