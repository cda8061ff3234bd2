import { INSTANCE_SECONDS } from '@tap/aws-facts';
import { ResourceProgress } from '@tap/plugin-tap-common';
import { mockLogger } from '../__testUtils__/mockLogger';
import { StackDurations } from './StackDurations';

const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/a/1';

const settle = () => new Promise(resolve => setImmediate(resolve));

describe('StackDurations', () => {
  const template = jest.fn();
  const source = { stacks: { template }, logger: mockLogger() };
  let durations: StackDurations;

  beforeEach(() => {
    durations = new StackDurations();
    template.mockReset().mockResolvedValue(
      JSON.stringify({
        Resources: {
          Database: {
            Type: 'AWS::RDS::DBInstance',
            DeletionPolicy: 'Snapshot',
            Properties: {},
          },
        },
      }),
    );
  });

  it('estimates a creation and a deletion from the template, with the call after the read', async () => {
    expect(durations.of(source, STACK, 'create', [])).toBeUndefined();
    await settle();
    expect(durations.of(source, STACK, 'create', [])).toBe(
      INSTANCE_SECONDS.create,
    );
    durations.of(source, STACK, 'delete', []);
    await settle();
    expect(durations.of(source, STACK, 'delete', [])).toBe(
      INSTANCE_SECONDS.delete + INSTANCE_SECONDS.finalSnapshot,
    );
  });

  it('reads the template once for each operation, also if that fails', async () => {
    template.mockRejectedValue(new Error('denied'));
    for (let call = 0; call < 3; call++) {
      expect(durations.of(source, STACK, 'create', [])).toBeUndefined();
      await settle();
    }
    expect(template).toHaveBeenCalledTimes(1);
  });

  it('follows the pace of the resources that are complete', async () => {
    const at = (status: string, second: number): ResourceProgress => ({
      type: 'resource',
      eventId: status,
      logicalId: 'Database',
      resourceType: 'AWS::RDS::DBInstance',
      status,
      timestamp: new Date(second * 1000).toISOString(),
      elapsedSeconds: second,
      done: 0,
      total: 1,
    });
    const started = [at('CREATE_IN_PROGRESS', 0)];
    durations.of(source, STACK, 'create', started);
    await settle();
    expect(durations.of(source, STACK, 'create', started)).toBe(
      INSTANCE_SECONDS.create,
    );
    expect(
      durations.of(source, STACK, 'create', [
        ...started,
        at('CREATE_COMPLETE', INSTANCE_SECONDS.create / 10),
      ]),
    ).toBe(INSTANCE_SECONDS.create / 10);
  });

  it('makes no estimate of an update', async () => {
    durations.of(source, STACK, 'update', []);
    await settle();
    expect(durations.of(source, STACK, 'update', [])).toBeUndefined();
    expect(template).not.toHaveBeenCalled();
  });
});
