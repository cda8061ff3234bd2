import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { AddressInfo } from 'node:net';
import { FakeScaffolder, FakeTask } from '../__testUtils__/FakeScaffolder';
import { DefaultTemplateTasks } from './DefaultTemplateTasks';
import { TemplateTasks } from './TemplateTasks';

const task = (facts: Partial<FakeTask> = {}): FakeTask => ({
  id: 'task-1',
  status: 'processing',
  spec: { parameters: {} },
  ...facts,
});

const log = { type: 'log', createdAt: '2026-11-20T12:00:00.000Z' };

describe('DefaultTemplateTasks', () => {
  const scaffolder = new FakeScaffolder();
  let backend: TestBackend;
  let tasks: TemplateTasks;

  beforeAll(async () => {
    backend = await startTestBackend({ features: [scaffolder.feature] });
    const { port } = backend.server.address() as AddressInfo;
    tasks = new DefaultTemplateTasks({
      auth: mockServices.auth({ pluginId: 'tap' }),
      discovery: {
        getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
        getExternalBaseUrl: async id => `http://localhost:${port}/api/${id}`,
      },
    });
  });

  afterAll(() => backend.stop());

  describe('cancelledAt', () => {
    it('returns when a task was cancelled', async () => {
      const createdAt = '2026-11-20T12:00:05.000Z';
      scaffolder.tasks = [
        task({ events: [log, { type: 'cancelled', createdAt }, log] }),
        task({ id: 'task-2', events: [log] }),
      ];
      expect(await tasks.cancelledAt('task-1')).toBe(createdAt);
    });

    it.each<[string, FakeTask[]]>([
      ['was not cancelled', [task({ events: [log] })]],
      ['has no events yet', [task()]],
      ['does not exist', []],
    ])('returns undefined for a task that %s', async (_, present) => {
      scaffolder.tasks = present;
      expect(await tasks.cancelledAt('task-1')).toBeUndefined();
    });

    it('throws if the scaffolder does not respond', async () => {
      scaffolder.tasks = [task({ events: [log] })];
      scaffolder.isDown = true;
      await expect(tasks.cancelledAt('task-1')).rejects.toThrow(
        'The scaffolder could not read task task-1: it returned 500',
      );
      scaffolder.isDown = false;
    });
  });

  it('reads all unfinished tasks, page by page', async () => {
    scaffolder.tasks = [
      ...Array.from({ length: 450 }, (_, n) => task({ id: `task-${n}` })),
      task({ id: 'done', status: 'completed' }),
    ];
    const unfinished = await tasks.unfinished();
    expect(new Set(unfinished.map(({ id }) => id)).size).toBe(450);
    expect(unfinished.map(({ id }) => id)).not.toContain('done');
  });
});
