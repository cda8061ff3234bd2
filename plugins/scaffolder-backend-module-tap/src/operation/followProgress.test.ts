import { mockServices } from '@backstage/backend-test-utils';
import { ProgressEvent } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { followProgress } from './followProgress';

const ref = { suffix: 'orders-dev', target: 'sandbox' };
const accepted: ProgressEvent = {
  type: 'accepted',
  operation: 'create',
  stackName: 'TapStack-orders-dev',
  stackId: 'arn',
  attached: false,
};
const completed: ProgressEvent = {
  type: 'completed',
  operation: 'create',
  environment: sampleEnvironment(ref),
  kept: [],
};

async function* stream(...events: ProgressEvent[]) {
  yield* events;
}

describe('followProgress', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('logs the progress and returns the last event', async () => {
    const logger = mockServices.logger.mock();
    await expect(
      followProgress(stream(accepted, completed), { logger, ref }),
    ).resolves.toBe(completed);
    expect(logger.info.mock.calls.map(([line]) => line)).toEqual([
      'Creation of stack TapStack-orders-dev started (arn)',
      'Environment orders-dev on target sandbox is ready',
    ]);
  });

  it('throws if the operation ends without a result', async () => {
    const logger = mockServices.logger.mock();
    await expect(
      followProgress(stream(accepted), { logger, ref }),
    ).rejects.toThrow(/'orders-dev'.*without a result/);
  });

  it('logs a heartbeat while there are no events, and none afterwards', async () => {
    jest.useFakeTimers();
    const logger = mockServices.logger.mock();
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    async function* slow() {
      yield accepted;
      await gate;
      yield completed;
    }
    const following = followProgress(slow(), { logger, ref });
    await jest.advanceTimersByTimeAsync(120_000);
    expect(logger.info).toHaveBeenLastCalledWith('Waiting for CloudFormation');

    release();
    await following;
    expect(jest.getTimerCount()).toBe(0);
  });
});
