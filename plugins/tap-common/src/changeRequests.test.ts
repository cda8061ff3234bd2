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

  it('accepts a duration of 365 days, but not of 366', () => {
    const parse = (expiresIn: string) =>
      parseRequest(extendRequestSchema, { suffix: 'orders', expiresIn });
    expect(parse('365d')).toMatchObject({ expiresIn: '365d' });
    expect(() => parse('366d')).toThrow(/expiresIn/);
  });
});
