import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { onTaskEvent, RECONCILER_TASK_ID } from './onTaskEvent';
import { Reconciler } from './Reconciler';

describe('onTaskEvent', () => {
  const scheduler = mockServices.scheduler.mock();
  const reconciler = { onTaskEnd: jest.fn(), run: jest.fn() };
  const onEvent = (payload: object) =>
    onTaskEvent(payload, {
      reconciler: reconciler as unknown as Reconciler,
      scheduler,
    });

  beforeEach(() => jest.resetAllMocks());

  it.each([
    { status: 'completed', ends: 1, passes: 0 },
    { status: 'failed', ends: 1, passes: 1 },
    { status: 'cancelled', ends: 0, passes: 1 },
    { status: 'processing', ends: 0, passes: 0 },
  ])(
    'of a task that is $status ends it $ends times and triggers $passes passes',
    async ({ status, ends, passes }) => {
      await onEvent({ id: 'task-1', status });

      expect(reconciler.onTaskEnd.mock.calls).toEqual(
        Array(ends).fill(['task-1']),
      );
      expect(scheduler.triggerTask.mock.calls).toEqual(
        Array(passes).fill([RECONCILER_TASK_ID]),
      );
      expect(reconciler.run).not.toHaveBeenCalled();
    },
  );

  it('runs an additional pass while a scheduled one is running', async () => {
    scheduler.triggerTask.mockRejectedValue(new ConflictError('running'));

    await onEvent({ id: 'task-1', status: 'failed' });

    expect(reconciler.run).toHaveBeenCalledTimes(1);
  });

  it.each([new Error('no database'), 'no database'])(
    'fails if the pass cannot be triggered: %p',
    async error => {
      scheduler.triggerTask.mockRejectedValue(error);

      await expect(onEvent({ id: 'task-1', status: 'failed' })).rejects.toBe(
        error,
      );
      expect(reconciler.run).not.toHaveBeenCalled();
    },
  );
});
