import { environmentQuerySchema } from './environmentQuery';
import { environmentQueryParams } from './environmentQueryParams';
import { parseRequest } from './parseRequest';

const parse = (text: string) =>
  parseRequest(
    environmentQuerySchema,
    Object.fromEntries(new URLSearchParams(text)),
  );

describe('environmentQuerySchema', () => {
  it('reads what environmentQueryParams writes', () => {
    const query = {
      limit: 100,
      offset: 40,
      orderField: { field: 'owner', order: 'desc' } as const,
      name: 'orders & more',
      mine: true,
      owner: 'group:default/payments',
      target: 'sandbox',
      size: 'small',
      status: 'delete-failed' as const,
      expiring: true,
      entityRef: 'system:default/tap-orders-dev',
    };
    expect(parse(environmentQueryParams(query).toString())).toEqual(query);
  });

  it('needs only the limit', () => {
    expect(parse('limit=1')).toEqual({ limit: 1 });
    expect(
      environmentQueryParams({ limit: 1, mine: false, name: '' }).toString(),
    ).toBe('limit=1');
  });

  it('sorts in ascending order by default', () => {
    expect(parse('limit=1&orderField=name').orderField).toEqual({
      field: 'name',
      order: 'asc',
    });
  });

  it.each([
    ['', 'limit: must be a whole number from 1 to 100, for example 20'],
    ['limit=0', 'limit: must be a whole number from 1 to 100, for example 20'],
    ['limit=101', 'limit: must be a whole number from 1 to 100'],
    ['limit=1e1', 'limit: must be a whole number from 1 to 100'],
    ['limit=5&offset=-1', 'offset: must be a whole number from 0 to 1000000'],
    ['limit=5&offset=1.5', 'offset: must be a whole number from 0 to 1000000'],
    [
      'limit=5&orderField=outputs',
      'orderField: must be one of name, status, owner, size, target, createdAt, expiresAt, price, and optionally ,asc or ,desc; for example createdAt,desc',
    ],
    ['limit=5&orderField=name,up', 'orderField: must be one of name'],
    [
      `limit=5&name=${'a'.repeat(101)}`,
      'name: must be a text with at most 100 characters, for example orders-dev',
    ],
    ['limit=5&mine=yes', 'mine: must be true or false, for example true'],
    ['limit=5&expiring=1', 'expiring: must be true or false, for example true'],
    [
      'limit=5&owner=component:x/y',
      'owner: must be the entity ref of a group or user',
    ],
    ['limit=5&target=X', 'target: must be the name of a target'],
    ['limit=5&size=-', 'size: must be the name of a size'],
    ['limit=5&status=up', 'status: must be one of creating, available'],
    ['limit=5&entityRef=tap-orders', 'entityRef: must be the entity ref'],
    ['limit=5&password=x', 'password: no such field'],
  ])('rejects %p with the field, the rule and an example', (text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('rejects a parameter that is repeated', () => {
    expect(() =>
      parseRequest(environmentQuerySchema, { limit: ['1', '2'] }),
    ).toThrow('limit: must be a whole number');
    expect(() =>
      parseRequest(environmentQuerySchema, { limit: '1', name: ['a', 'b'] }),
    ).toThrow('name: must be a text');
    expect(() =>
      parseRequest(environmentQuerySchema, { limit: '1', owner: ['a', 'b'] }),
    ).toThrow(/owner: expected string.*for example owner: group/);
  });
});
