import {
  deletedEnvironment,
  environmentInCreation,
  sampleEnvironment,
} from '@tap/plugin-tap-common/testUtils';
import { KnownEnvironments } from './KnownEnvironments';

describe('KnownEnvironments', () => {
  it('keeps what a delta removed while a read was under way', () => {
    const known = KnownEnvironments.create();
    const orders = sampleEnvironment();
    known.takeListed([orders], known.now());

    const begun = known.now();
    expect(known.takeDelta(deletedEnvironment(orders))).toBe(true);
    expect(known.takeListed([orders], begun)).toEqual([]);

    expect(known.environments()).toEqual([]);
  });

  it('never resurrects a stack that is gone, not even in a later stale read', () => {
    const known = KnownEnvironments.create();
    const orders = sampleEnvironment();
    known.takeDelta(deletedEnvironment(orders));

    known.takeListed([orders], known.now());
    expect(known.takeDelta(orders)).toBe(false);
    known.seed('tap-orders', orders.stackId);

    expect(known.environments()).toEqual([]);
    expect(known.takeListed([], known.now())).toEqual([]);
  });

  it('takes a new stack under the name of one that is gone', () => {
    const known = KnownEnvironments.create();
    const first = sampleEnvironment();
    const second = sampleEnvironment({
      stackId: 'arn:second',
      createdAt: '2026-11-02T10:00:00.000Z',
    });
    known.takeDelta(deletedEnvironment(first));
    known.takeDelta(second);
    expect(known.takeDelta(deletedEnvironment(first))).toBe(false);

    known.takeListed([second], known.now());

    expect(known.environments()).toEqual([second]);
  });

  it('keeps what a delta brought while a read was under way', () => {
    const known = KnownEnvironments.create();
    const begun = known.now();
    known.takeDelta(environmentInCreation());

    expect(known.takeListed([], begun)).toEqual([]);

    expect(known.environments()).toEqual([environmentInCreation()]);
  });

  it('prefers a delta over a read that began before it where neither is outdated', () => {
    const known = KnownEnvironments.create();
    const before = sampleEnvironment({ owner: 'user:default/jo' });
    const after = sampleEnvironment({ owner: 'user:default/kim' });
    const begun = known.now();
    known.takeDelta(after);

    known.takeListed([before], begun);
    expect(known.environments()).toEqual([after]);

    known.takeListed([before], known.now());
    expect(known.environments()).toEqual([before]);
  });

  it('asks for what a read lacks, and keeps it where it is found', () => {
    const known = KnownEnvironments.create();
    const orders = sampleEnvironment();
    const carts = sampleEnvironment({ suffix: 'carts' });
    known.takeListed([orders, carts], known.now());

    const begun = known.now();
    const missing = known.takeListed([], begun);
    expect(missing.map(({ stackId }) => stackId)).toEqual([
      orders.stackId,
      carts.stackId,
    ]);
    known.takeLookedUp(missing[0], orders, begun);
    known.takeLookedUp(missing[1], deletedEnvironment(carts), begun);

    expect(known.environments()).toEqual([orders]);
  });

  it('asks also for what only the catalog told of', () => {
    const known = KnownEnvironments.create();
    known.seed('tap-orders', 'arn:orders');

    const [missing] = known.takeListed([], known.now());
    expect(missing.stackId).toBe('arn:orders');
    known.takeLookedUp(missing, undefined, known.now());

    expect(known.takeListed([], known.now())).toEqual([]);
  });
});
