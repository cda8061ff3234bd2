import { REQUEST_DEFAULTS } from '@tap/plugin-tap-common';
import { testTarget } from '../__testUtils__/testTarget';
import { checkRequest } from './checkRequest';
import { completeRequest } from './completeRequest';

const EVERYTHING = testTarget({});
const LARGE = {
  size: 'large',
  retention: 'snapshot',
  engineVersion: '16.9',
} as const;

describe('completeRequest', () => {
  it('gives a new environment the defaults, and what is asked for', () => {
    const request = { suffix: 'orders' };
    expect(completeRequest(request, EVERYTHING, undefined)).toEqual({
      suffix: 'orders',
      ...REQUEST_DEFAULTS,
      size: 'small',
    });
    expect(
      completeRequest({ ...request, ...LARGE }, EVERYTHING, undefined),
    ).toEqual({ suffix: 'orders', ...LARGE });
  });

  it('leaves an environment that exists as it is, but for what is asked for', () => {
    expect(
      completeRequest({ suffix: 'orders', size: 'micro' }, EVERYTHING, LARGE),
    ).toEqual({ suffix: 'orders', ...LARGE, size: 'micro' });
  });

  it('accepts running hours where the target has them and RDS can stop the database', () => {
    const hours = testTarget({
      runningHours: {
        timeZone: 'Europe/Berlin',
        days: ['mon'],
        start: '07:00',
        stop: '19:00',
      },
    });
    const request = {
      suffix: 'orders',
      size: 'small',
      uptime: 'running-hours',
    } as const;
    expect(() => checkRequest(request, EVERYTHING)).toThrow(
      "uptime: target 'sandbox' has no running hours (runningHours in app-config); omit uptime, or use uptime: always",
    );
    expect(() => checkRequest(request, hours)).not.toThrow();
    expect(() => completeRequest(request, hours, undefined)).toThrow(
      'uptime: RDS does not stop a database with read replicas',
    );
    const single = { ...request, readReplicas: 0 };
    expect(completeRequest(single, hours, undefined).uptime).toBe(
      'running-hours',
    );
    // What the environment has counts, too.
    expect(() =>
      completeRequest({ suffix: 'orders', readReplicas: 1 }, hours, {
        ...LARGE,
        readReplicas: 0,
        uptime: 'running-hours',
      }),
    ).toThrow('uptime: RDS does not stop a database with read replicas');
  });

  it('accepts as many read replicas as the size has', () => {
    const request = { suffix: 'orders', size: 'large', readReplicas: 2 };
    expect(completeRequest(request, EVERYTHING, undefined).readReplicas).toBe(
      2,
    );
    expect(() =>
      completeRequest({ ...request, size: 'small' }, EVERYTHING, undefined),
    ).toThrow(
      "readReplicas: size 'small' has at most 1 read replicas on target 'sandbox', not 2; use a number from 0 to 1, for example readReplicas: 1",
    );
    expect(() =>
      completeRequest({ suffix: 'orders', readReplicas: 2 }, EVERYTHING, {
        ...LARGE,
        size: 'medium',
      }),
    ).toThrow(/at most 1 /);
  });

  it('rejects a change to a size with fewer read replicas than the environment keeps', () => {
    const existing = { ...LARGE, readReplicas: 2 };
    const change = { suffix: 'orders', size: 'medium' };
    expect(() => completeRequest(change, EVERYTHING, existing)).toThrow(
      /^readReplicas: size 'medium' has at most 1 /,
    );
    expect(
      completeRequest({ ...change, readReplicas: 0 }, EVERYTHING, existing),
    ).toMatchObject({ size: 'medium', readReplicas: 0 });
    // Its number of replicas is only a question for a change of it or of the size.
    const fewer = testTarget({ sizeOverrides: { large: { readReplicas: 1 } } });
    expect(
      completeRequest({ suffix: 'orders' }, fewer, existing),
    ).toMatchObject(LARGE);
  });

  it('keeps a size and a retention that are no longer on offer, but rejects requests for them', () => {
    const small = testTarget({ sizes: ['micro'], retentions: ['destroy'] });
    const kept = { suffix: 'orders', backupRetentionDays: 9 };
    checkRequest(kept, small);
    expect(completeRequest(kept, small, LARGE)).toEqual({ ...kept, ...LARGE });
    expect(() =>
      checkRequest({ suffix: 'orders', size: 'large' }, small),
    ).toThrow(/size: 'large' is not on offer.*for example size: micro/);
    expect(() =>
      checkRequest({ suffix: 'orders', retention: 'snapshot' }, small),
    ).toThrow(/retention: 'snapshot' is not on offer/);
  });

  it('takes the default size from app-config, else from the stack module, else the first on offer', () => {
    const sizeOn = (offers: object) =>
      completeRequest({ suffix: 'orders' }, testTarget(offers), undefined).size;
    expect(sizeOn({ defaultSize: 'micro' })).toBe('micro');
    expect(sizeOn({ sizes: ['large', 'small'] })).toBe('small');
    expect(sizeOn({ sizes: ['large', 'medium'] })).toBe('medium');
  });

  it('refuses a default that is not on offer, naming what is', () => {
    const kept = testTarget({ retentions: ['retain'] });
    expect(() =>
      completeRequest({ suffix: 'orders' }, kept, undefined),
    ).toThrow(
      /retention: 'destroy' is not on offer.*for example retention: retain/,
    );
  });

  it.each([
    ['asked for', { retention: 'retain' as const }, undefined],
    ['kept', {}, { ...LARGE, retention: 'retain' as const }],
  ])('gives no expiry to a protection that is %s', (_, more, existing) => {
    const request = { suffix: 'orders', expiresIn: '7d', ...more };
    expect(() => completeRequest(request, EVERYTHING, existing)).toThrow(
      /expiresIn: .*never expires.*for example retention: destroy/,
    );
  });
});
