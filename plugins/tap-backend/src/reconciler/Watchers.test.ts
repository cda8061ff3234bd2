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
  const watchers = new Watchers({
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
    ['that no runner has started', { lastHeartbeatAt: undefined }, {}, false],
  ])('looks for a task %s', (_, task, environment, expected) => {
    watchers.setTasks([aTask(task)]);
    expect(watchers.isWatched(sampleEnvironment(environment))).toBe(expected);
  });

  it('gives the scaffolder time to recover tasks after a start', () => {
    let now = NOW;
    const starting = new Watchers({
      defaultTarget: 'main',
      staleTimeoutMs: 60_000,
      now: () => now,
    });
    const orphaned = aTask({ lastHeartbeatAt: '2026-11-20T08:00:00.000Z' });
    starting.setTasks([orphaned]);
    expect(starting.isWatched(sampleEnvironment())).toBe(true);

    now += 120_000;
    starting.setTasks([orphaned]);
    expect(starting.isWatched(sampleEnvironment())).toBe(false);
  });

  it('counts an operation of this process without a task as watched, until its outcome is known', () => {
    let now = NOW;
    const own = new Watchers({
      defaultTarget: 'main',
      staleTimeoutMs: 60_000,
      now: () => now,
    });
    const environment = sampleEnvironment();
    const operation = 'update';

    own.onEnvironmentEvent({ phase: 'accepted', operation, environment });
    expect(own.isWatched(environment)).toBe(true);
    own.onEnvironmentEvent({ phase: 'ended', operation, environment });
    expect(own.isWatched(environment)).toBe(true);
    own.onEnvironmentEvent({ phase: 'settled', operation, environment });
    expect(own.isWatched(environment)).toBe(false);

    own.onEnvironmentEvent({ phase: 'changed', operation, environment });
    now += 120_000;
    expect(own.isWatched(environment)).toBe(false);
  });
});
