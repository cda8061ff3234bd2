import { Caller, until } from '@tap/plugin-tap-node/testUtils';
import { CALLERS, PolicyPortal } from './__testUtils__/PolicyPortal';

jest.setTimeout(120_000);

const { olga: OLGA, otto: OTTO, root: ROOT } = CALLERS;
const TASKS = '/api/scaffolder/v2/tasks';

describe('permissionModuleTap, with the real scaffolder and catalog', () => {
  let portal: PolicyPortal;

  beforeAll(async () => {
    portal = await new PolicyPortal().start();
  });
  afterAll(() => portal?.stop());

  function start(outcome: string): Promise<string> {
    return portal.tasks.submit('task', { outcome }, OLGA);
  }

  /** Types of the events of a task. */
  async function events(task: string): Promise<string[]> {
    return (await portal.tasks.events(task)).map(({ type }) => type);
  }

  it('hides a task from other users, who cannot retry it either', async () => {
    const task = await start('fail');
    await portal.tasks.hasStatus(task, 'failed');
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
    ['an administrator', ROOT],
    ['a service', 'service' as const],
  ])('shows a task to %s, who can retry it', async (_, caller) => {
    const task = await start('fail');
    await portal.tasks.hasStatus(task, 'failed');
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
    await until(async () => (await events(task)).length > before.length);
    await portal.tasks.hasStatus(task, 'failed');
  });

  it('lists only their own tasks to users', async () => {
    const task = await start('succeed');
    const listed = async (caller: Caller) => {
      const { body, status } = await portal.send(caller, TASKS);
      expect(status).toBe(200);
      return body.tasks.map(({ id }: { id: string }) => id);
    };
    expect(await listed(OTTO)).toEqual([]);
    for (const caller of [OLGA, ROOT, 'service' as const]) {
      expect(await listed(caller)).toContain(task);
    }
    await portal.tasks.hasStatus(task, 'completed');
  });

  it('lets only the user who started a task, and administrators, cancel it', async () => {
    for (const caller of [OLGA, ROOT]) {
      const task = await start('wait');
      await portal.tasks.hasBegun(task);
      const path = `${TASKS}/${task}/cancel`;
      expect((await portal.send(OTTO, path, {})).status).toBe(403);
      expect(await events(task)).not.toContain('cancelled');
      expect((await portal.send(caller, path, {})).status).toBe(200);
      expect(await events(task)).toContain('cancelled');
    }
  });

  it('lets only administrators change locations and remove entities', async () => {
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
      portal.send(OTTO, entityPath, undefined, 'DELETE'),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    const added = await portal.send(ROOT, path, location);
    expect(added.status).toBe(201);
    const { id } = added.body.location;
    const remove = (caller: Caller) =>
      portal.send(caller, `${path}/${id}`, undefined, 'DELETE');
    expect((await remove(OTTO)).status).toBe(403);
    expect((await remove(ROOT)).status).toBe(204);
  });
});
