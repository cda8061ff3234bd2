import { parseRequest } from './parseRequest';
import { teardownRequestSchema } from './teardownRequest';

describe('teardownRequestSchema', () => {
  it('requires the exact suffix as confirmation', () => {
    expect(() =>
      parseRequest(teardownRequestSchema, {
        suffix: 'orders',
        confirm: 'order',
      }),
    ).toThrow(/confirm: must repeat the suffix exactly/);
    expect(
      parseRequest(teardownRequestSchema, {
        suffix: 'orders',
        confirm: 'orders',
      }),
    ).toMatchObject({
      suffix: 'orders',
      acknowledgeLostSnapshots: false,
      acknowledgeRetained: false,
    });
  });

  it('accepts acknowledgeRetained, but not together with onlyIfExpired', () => {
    const request = {
      suffix: 'orders',
      confirm: 'orders',
      acknowledgeRetained: true,
    };
    expect(parseRequest(teardownRequestSchema, request)).toMatchObject(request);
    expect(() =>
      parseRequest(teardownRequestSchema, {
        ...request,
        onlyIfExpired: '2026-12-24T18:00:00.000Z',
      }),
    ).toThrow(
      /acknowledgeRetained: must not be true together with onlyIfExpired.*for example/,
    );
  });
});
