import { Clock } from './Clock';

const never = new AbortController().signal;

describe('Clock', () => {
  it('stops at speed 0 and advances when it is stepped', async () => {
    const clock = new Clock(0);
    const resolved: string[] = [];
    const waits = [
      clock.wait(20, never).then(() => resolved.push('second')),
      clock.wait(10, never).then(() => resolved.push('first')),
    ];
    clock.step(10);
    await waits[1];
    expect(resolved).toEqual(['first']);
    clock.step(10);
    await waits[0];
    expect(resolved).toEqual(['first', 'second']);
    expect(clock.now()).toBe(20);
  });

  it('applies a new speed to waits in progress', async () => {
    const clock = new Clock(0);
    const wait = clock.wait(3600, never);
    clock.setSpeed(1e9);
    await expect(wait).resolves.toBeUndefined();
  });

  it('rejects a wait that is aborted', async () => {
    const clock = new Clock(0);
    const abort = new AbortController();
    const wait = clock.wait(1, abort.signal);
    abort.abort(new Error('enough'));
    await expect(wait).rejects.toThrow('enough');
    await expect(clock.wait(1, abort.signal)).rejects.toThrow('enough');
  });

  it('rejects an invalid speed', () => {
    expect(() => new Clock(-1)).toThrow(RangeError);
    expect(() => new Clock(1).setSpeed(NaN)).toThrow(/e\.g\. 30/);
  });
});
