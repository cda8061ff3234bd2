import { EnvironmentMetadata } from '@tap/plugin-tap-common';
import { extendedMetadata } from './extendedMetadata';

const metadata = (facts: Partial<EnvironmentMetadata>) =>
  ({ owner: 'group:default/payments', ...facts } as EnvironmentMetadata);

describe('extendedMetadata', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts the expiry from now and changes nothing else', () => {
    const before = metadata({
      retention: 'destroy',
      expiresAt: '2026-11-21T00:00:00.000Z',
    });
    expect(extendedMetadata(before, '2d')).toEqual({
      ...before,
      expiresAt: '2026-11-22T12:00:00.000Z',
    });
  });

  it('removes the expiry', () => {
    const before = metadata({
      retention: 'destroy',
      expiresAt: '2026-11-21T00:00:00.000Z',
    });
    expect(extendedMetadata(before, 'never').expiresAt).toBeUndefined();
  });

  it('rejects an environment that never expires', () => {
    expect(() =>
      extendedMetadata(metadata({ retention: 'retain' }), '2d'),
    ).toThrow(
      "expiresIn: an environment with retention 'retain' never expires; nothing was done.",
    );
  });
});
