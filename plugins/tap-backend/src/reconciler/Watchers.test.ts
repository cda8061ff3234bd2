import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { TemplateTask } from '../tasks';
import { Watchers } from './Watchers';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');

function aTask(facts: Partial<TemplateTask> = {}): TemplateTask {
  return {
    id: 'task-1',
    status: 'processing',
    parameters: { suffix: 'orders' },
    lastHeartbeatAt: '2026-11-20T11:59:59.000Z',
    ...facts,
  };
}

describe('Watchers', () => {
  /** Started long ago. */
  let clock = NOW - 3_600_000;
  const watchers = Watchers.create({
    defaultTarget: 'main',
    staleTimeoutMs: 60_000,
    now: () => clock,
  });
  beforeEach(() => {
    clock = NOW;
  });

  it.each([
    ['on the default target', {}, {}, true],
    ['by its ID', { parameters: {} }, { lastTaskId: 'task-1' }, true],
    [
      'on the target that it names',
      { parameters: { suffix: 'orders', target: 'other' } },
      { target: 'other' },
      true,
    ],
    [
      'on another target',
      { parameters: { suffix: 'orders', target: 'other' } },
      {},
      false,
    ],
    ['on another environment', { parameters: { suffix: 'carts' } }, {}, false],
    [
      'whose runner is dead',
      { lastHeartbeatAt: '2026-11-20T11:58:00.000Z' },
      { lastTaskId: 'task-1' },
      false,
    ],
    ['that nobody has taken', { lastHeartbeatAt: undefined }, {}, false],
  ])('looks for a task %s', (_, task, environment, expected) => {
    watchers.takeTasks([aTask(task)]);
    expect(watchers.areAt(sampleEnvironment(environment))).toBe(expected);
  });

  it('gives the scaffolder time to recover tasks after a start', () => {
    let now = NOW;
    const starting = Watchers.create({
      defaultTarget: 'main',
      staleTimeoutMs: 60_000,
      now: () => now,
    });
    const orphaned = aTask({ lastHeartbeatAt: '2026-11-20T08:00:00.000Z' });
    starting.takeTasks([orphaned]);
    expect(starting.areAt(sampleEnvironment())).toBe(true);

    now += 120_000;
    starting.takeTasks([orphaned]);
    expect(starting.areAt(sampleEnvironment())).toBe(false);
  });

  it('hears operations of this process that have no task, until they end', () => {
    let now = NOW;
    const hearing = Watchers.create({
      defaultTarget: 'main',
      staleTimeoutMs: 60_000,
      now: () => now,
    });
    const environment = sampleEnvironment();
    const operation = 'update';

    hearing.hear({ phase: 'accepted', operation, environment });
    expect(hearing.areAt(environment)).toBe(true);
    hearing.hear({ phase: 'ended', operation, environment });
    expect(hearing.areAt(environment)).toBe(false);

    hearing.hear({ phase: 'changed', operation, environment });
    now += 120_000;
    expect(hearing.areAt(environment)).toBe(false);
  });
});
