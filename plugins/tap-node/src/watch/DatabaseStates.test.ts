import { ResourceProgress } from '@tap/plugin-tap-common';
import { mockLogger } from '../__testUtils__/mockLogger';
import { DatabaseStates } from './DatabaseStates';

const event = (
  status: string,
  physicalId?: string,
  resourceType = 'AWS::RDS::DBInstance',
) =>
  ({
    logicalId: 'Database',
    resourceType,
    physicalId,
    status,
  } as ResourceProgress);

const STARTED = event('CREATE_IN_PROGRESS', 'tapstack-orders');

/** Lets the pending reads finish. */
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('DatabaseStates', () => {
  const instance = jest.fn();
  const source = {
    databases: { instance },
    logger: mockLogger(),
    target: { name: 'main' },
  };
  let states: DatabaseStates;

  beforeEach(() => {
    jest.useFakeTimers();
    states = new DatabaseStates();
    instance.mockReset().mockResolvedValue({ DBInstanceStatus: 'creating' });
  });
  afterEach(() => jest.useRealTimers());

  it('returns the state of an instance in progress with the call after the read, with the lowest priority', async () => {
    expect(states.of(source, [STARTED])).toEqual([]);
    await settle();
    expect(states.of(source, [STARTED])).toEqual([
      { logicalId: 'Database', status: 'creating' },
    ]);
    expect(instance).toHaveBeenCalledWith('tapstack-orders', 'query');
  });

  it('reads an instance once in 15 seconds, however many callers ask', async () => {
    for (let seconds = 0; seconds < 15; seconds++) {
      states.of(source, [STARTED]);
      states.of(source, [STARTED]);
      await jest.advanceTimersByTimeAsync(1000);
    }
    expect(instance).toHaveBeenCalledTimes(1);
    instance.mockResolvedValue({ DBInstanceStatus: 'backing-up' });
    states.of(source, [STARTED]);
    await settle();
    expect(instance).toHaveBeenCalledTimes(2);
    expect(states.of(source, [STARTED])).toEqual([
      { logicalId: 'Database', status: 'backing-up' },
    ]);
  });

  it('does not wait for RDS, and survives its errors', async () => {
    instance.mockRejectedValue(new Error('Rate exceeded'));
    states.of(source, [STARTED]);
    await settle();
    expect(states.of(source, [STARTED])).toEqual([]);
  });

  it('does not return the state of an earlier operation', async () => {
    states.of(source, [STARTED]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(states.of(source, [STARTED])).toEqual([]);
  });

  it.each([
    ['without physical ID', event('CREATE_IN_PROGRESS')],
    ['that is complete', event('CREATE_COMPLETE', 'tapstack-orders')],
    ['of another type', event('CREATE_IN_PROGRESS', 'key', 'AWS::KMS::Key')],
  ])('reads no resource %s', (_, last) => {
    states.of(source, [last]);
    expect(instance).not.toHaveBeenCalled();
  });
});
