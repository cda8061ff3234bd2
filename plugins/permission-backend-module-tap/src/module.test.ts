import { ADMINS, Caller, TestPortal } from './__testUtils__/TestPortal';

jest.setTimeout(120_000);

const OLGA: Caller = { user: 'user:default/olga' };
const OTTO: Caller = { user: 'user:default/otto', groups: ['group:default/x'] };
const ADA: Caller = { user: 'user:default/ada', groups: [ADMINS] };
const TASKS = '/api/scaffolder/v2/tasks';

describe('permissionModuleTap, with the real scaffolder and catalog', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await TestPortal.start();
    await portal.until(async () => {
      const { status } = await portal.send(
        OLGA,
        '/api/catalog/entities/by-name/template/default/task',
      );
      return status === 200;
    });
  });
  afterAll(() => portal?.stop());

  async function start(outcome: string): Promise<string> {
    const { body, status } = await portal.send(OLGA, TASKS, {
      templateRef: 'template:default/task',
      values: { outcome },
    });
    expect(status).toBe(201);
    return body.id;
  }

  async function hasStatus(task: string, status: string): Promise<void> {
    await portal.until(async () => {
      const { body } = await portal.send('service', `${TASKS}/${task}`);
      return body.status === status;
    });
  }

  /** Types of the events of a task. */
  async function events(task: string): Promise<string[]> {
    const { body } = await portal.send('service', `${TASKS}/${task}/events`);
    return body.map(({ type }: { type: string }) => type);
  }

  it('hides a task from other users, who cannot retry it either', async () => {
    const task = await start('fail');
    await hasStatus(task, 'failed');
    const before = await events(task);

    for (const path of ['', '/events', '/eventstream']) {
      const { status, text } = await portal.send(
        OTTO,
        `${TASKS}/${task}${path}`,
      );
      expect([path, status]).toEqual([path, 403]);
      expect(text).not.toContain('private words');
    }
    for (const operation of ['retry', 'cancel']) {
      const { status } = await portal.send(
        OTTO,
        `${TASKS}/${task}/${operation}`,
        {},
      );
      expect([operation, status]).toEqual([operation, 403]);
    }
    expect(await events(task)).toEqual(before);
  });

  it.each([
    ['the user who started it', OLGA],
    ['an administrator', ADA],
    ['a service', 'service' as const],
  ])('shows a task to %s, who can retry it', async (_, caller) => {
    const task = await start('fail');
    await hasStatus(task, 'failed');
    for (const path of ['', '/events']) {
      const { status, text } = await portal.send(
        caller,
        `${TASKS}/${task}${path}`,
      );
      expect(status).toBe(200);
      expect(text).toContain(path ? 'private words' : task);
    }
    const before = await events(task);
    const { status } = await portal.send(caller, `${TASKS}/${task}/retry`, {});
    expect(status).toBe(201);
    await portal.until(async () => (await events(task)).length > before.length);
    await hasStatus(task, 'failed');
  });

  it('lists to users only their own tasks', async () => {
    const task = await start('succeed');
    const listed = async (caller: Caller) => {
      const { body, status } = await portal.send(caller, TASKS);
      expect(status).toBe(200);
      return body.tasks.map(({ id }: { id: string }) => id);
    };
    expect(await listed(OTTO)).toEqual([]);
    for (const caller of [OLGA, ADA, 'service' as const]) {
      expect(await listed(caller)).toContain(task);
    }
    await hasStatus(task, 'completed');
  });

  it('lets only the user who started a task, and administrators, cancel it', async () => {
    for (const caller of [OLGA, ADA]) {
      const task = await start('wait');
      await portal.hasBegun(task);
      const path = `${TASKS}/${task}/cancel`;
      expect((await portal.send(OTTO, path, {})).status).toBe(403);
      expect(await events(task)).not.toContain('cancelled');
      expect((await portal.send(caller, path, {})).status).toBe(200);
      expect(await events(task)).toContain('cancelled');
    }
  });

  it('leaves locations and the removal of entities to administrators', async () => {
    const location = { type: 'url', target: 'https://example.com/a.yaml' };
    const path = '/api/catalog/locations';
    const { body: entity } = await portal.send(
      OTTO,
      '/api/catalog/entities/by-name/template/default/task',
    );
    const entityPath = `/api/catalog/entities/by-uid/${entity.metadata.uid}`;
    const analysis = { location };
    for (const attempt of [
      portal.send(OTTO, path, location),
      portal.send(OTTO, `${path}?dryRun=true`, location),
      portal.send(OTTO, '/api/catalog/analyze-location', analysis),
      portal.send(OTTO, entityPath, undefined, 'delete'),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    const added = await portal.send(ADA, path, location);
    expect(added.status).toBe(201);
    const { id } = added.body.location;
    const remove = (caller: Caller) =>
      portal.send(caller, `${path}/${id}`, undefined, 'delete');
    expect((await remove(OTTO)).status).toBe(403);
    expect((await remove(ADA)).status).toBe(204);
  });
});
