import { mockServices } from '@backstage/backend-test-utils';
import { ProgressEvent } from '@tap/plugin-tap-common';
import { ENVIRONMENT_EVENTS_TOPIC } from '../environmentEvents';
import { StackChange } from '../TapEngine';
import { OperationReporter } from './OperationReporter';

const QUARTER_OF_AN_HOUR_MS = 15 * 60_000;

const CHANGE = {
  phase: 'accepted',
  operation: 'create',
  environment: { stackName: 'TapStack-orders' },
} as StackChange;

/** The phases that are published while CloudFormation works on one resource for a quarter of an hour. */
async function phasesOf(taskId?: string): Promise<string[]> {
  const events = mockServices.events.mock();
  const reporter = new OperationReporter({
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    events,
    logger: mockServices.logger.mock(),
  });
  const abort = new AbortController();
  const reported = reporter.report(
    {
      operation: 'deploy',
      initiator: 'user:default/jo',
      owner: 'user:default/jo',
      suffix: 'orders',
      target: 'main',
    },
    { id: 'token', taskId, plan: () => [] },
    async function* start(onChange): AsyncGenerator<ProgressEvent> {
      onChange(CHANGE);
      await new Promise(resolve =>
        abort.signal.addEventListener('abort', resolve),
      );
    },
  );
  const end = reported.next();
  await jest.advanceTimersByTimeAsync(QUARTER_OF_AN_HOUR_MS);
  abort.abort();
  await end;
  await jest.advanceTimersByTimeAsync(QUARTER_OF_AN_HOUR_MS);
  return events.publish.mock.calls
    .filter(([{ topic }]) => topic === ENVIRONMENT_EVENTS_TOPIC)
    .map(([{ eventPayload }]) => (eventPayload as StackChange).phase);
}

describe('OperationReporter', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('sends the last change of an operation without a task each minute until its end', async () => {
    const phases = await phasesOf();
    expect(phases).toEqual(['accepted', ...Array(15).fill('changed')]);
  });

  it('leaves the heartbeat of an operation with a task to the task', async () => {
    await expect(phasesOf('task-1')).resolves.toEqual(['accepted']);
  });
});
