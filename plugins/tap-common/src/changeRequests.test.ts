import { extendRequestSchema } from './changeRequests';
import { parseRequest } from './parseRequest';

describe('extendRequestSchema', () => {
  it('requires a duration', () => {
    expect(() =>
      parseRequest(extendRequestSchema, { suffix: 'orders' }),
    ).toThrow(/expiresIn/);
    expect(
      parseRequest(extendRequestSchema, { suffix: 'orders', expiresIn: '7d' }),
    ).toEqual({ suffix: 'orders', expiresIn: '7d' });
  });
});
