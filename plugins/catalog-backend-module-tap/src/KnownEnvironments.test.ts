import {
  deletedEnvironment,
  environmentInCreation,
  sampleEnvironment,
} from '@tap/plugin-tap-common/testUtils';
import { KnownEnvironments } from './KnownEnvironments';

describe('KnownEnvironments', () => {
  it('does not undo a delta that removes an environment during a read', () => {
    const known = new KnownEnvironments();
    const orders = sampleEnvironment();
    known.applyListed([orders], known.now());

    const startedAt = known.now();
    expect(known.applyDelta(deletedEnvironment(orders))).toBe(true);
    expect(known.applyListed([orders], startedAt)).toEqual([]);

    expect(known.environments()).toEqual([]);
  });

  it('never restores a deleted stack, even in a later stale read', () => {
    const known = new KnownEnvironments();
    const orders = sampleEnvironment();
    known.applyDelta(deletedEnvironment(orders));

    known.applyListed([orders], known.now());
    expect(known.applyDelta(orders)).toBe(false);
    known.seed('tap-orders', orders.stackId);

    expect(known.environments()).toEqual([]);
    expect(known.applyListed([], known.now())).toEqual([]);
  });

  it('accepts a new stack with the name of a deleted one', () => {
    const known = new KnownEnvironments();
    const first = sampleEnvironment();
    const second = sampleEnvironment({
      stackId: 'arn:second',
      createdAt: '2026-11-02T10:00:00.000Z',
    });
    known.applyDelta(deletedEnvironment(first));
    known.applyDelta(second);
    expect(known.applyDelta(deletedEnvironment(first))).toBe(false);

    known.applyListed([second], known.now());

    expect(known.environments()).toEqual([second]);
  });

  it('does not undo a delta that adds an environment during a read', () => {
    const known = new KnownEnvironments();
    const startedAt = known.now();
    known.applyDelta(environmentInCreation());

    expect(known.applyListed([], startedAt)).toEqual([]);

    expect(known.environments()).toEqual([environmentInCreation()]);
  });

  it('prefers a delta to a read that started before it if neither is outdated', () => {
    const known = new KnownEnvironments();
    const before = sampleEnvironment({ owner: 'user:default/jo' });
    const after = sampleEnvironment({ owner: 'user:default/kim' });
    const startedAt = known.now();
    known.applyDelta(after);

    known.applyListed([before], startedAt);
    expect(known.environments()).toEqual([after]);

    known.applyListed([before], known.now());
    expect(known.environments()).toEqual([before]);
  });

  it('returns environments missing in a read, and keeps those that exist', () => {
    const known = new KnownEnvironments();
    const orders = sampleEnvironment();
    const carts = sampleEnvironment({ suffix: 'carts' });
    known.applyListed([orders, carts], known.now());

    const startedAt = known.now();
    const missing = known.applyListed([], startedAt);
    expect(missing.map(({ stackId }) => stackId)).toEqual([
      orders.stackId,
      carts.stackId,
    ]);
    known.applyLookup(missing[0], orders, startedAt);
    known.applyLookup(missing[1], deletedEnvironment(carts), startedAt);

    expect(known.environments()).toEqual([orders]);
  });

  it('returns missing environments that only the catalog contains', () => {
    const known = new KnownEnvironments();
    known.seed('tap-orders', 'arn:orders');

    const [missing] = known.applyListed([], known.now());
    expect(missing.stackId).toBe('arn:orders');
    known.applyLookup(missing, undefined, known.now());

    expect(known.applyListed([], known.now())).toEqual([]);
  });
});
