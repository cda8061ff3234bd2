import fc from 'fast-check';
import { environmentRequestSchema } from './environmentRequest';
import { parseRequest } from './parseRequest';
import { REQUEST_DEFAULTS } from './requestDefaults';

const parse = (value: unknown) => parseRequest(environmentRequestSchema, value);

describe('environmentRequestSchema', () => {
  it('adds no defaults to a request, so that omitted settings stay unchanged', () => {
    expect(parse({ suffix: 'orders-dev' })).toStrictEqual({
      suffix: 'orders-dev',
    });
  });

  it('has valid defaults', () => {
    const request = { suffix: 'orders-dev', ...REQUEST_DEFAULTS };
    expect(parse(request)).toStrictEqual(request);
  });

  it.each([
    [{}, /suffix: is missing, for example suffix: orders-dev/],
    [{ suffix: 'ab' }, /suffix: must have at least 3 characters/],
    [
      { suffix: 'a'.repeat(21) },
      /suffix: must have at most 20 .* names of the stack/,
    ],
    [{ suffix: 'Orders' }, /suffix: must be lower-case .* orders-dev/],
    [{ suffix: 'a--b' }, /suffix: must be .* single hyphens/],
    [{ suffix: 'abc-' }, /suffix: must be/],
    [{ suffix: '1abc' }, /suffix: must be/],
    [{ suffix: 'abc', size: 'Huge' }, /size: must be the name .*example small/],
    [{ suffix: 'abc', size: 'a'.repeat(21) }, /size: .* at most 20 lower-case/],
    [{ suffix: 'abc', retention: 'keep' }, /retention: must be one of destroy/],
    [{ suffix: 'abc', owner: 'team one' }, /owner: must be the entity ref/],
    [{ suffix: 'abc', owner: 'system:default/x' }, /owner: must be/],
    [{ suffix: 'abc', engineVersion: '14' }, /engineVersion: must be/],
    [{ suffix: 'abc', engineVersion: '17.x' }, /for example 17 or 17.5/],
    [{ suffix: 'abc', backupRetentionDays: 0 }, /backupRetentionDays: .*1 day/],
    [{ suffix: 'abc', backupRetentionDays: 36 }, /at most 35 days/],
    [{ suffix: 'abc', backupRetentionDays: 1.5 }, /whole number of days/],
    [{ suffix: 'abc', expiresIn: 'soon' }, /expiresIn: .* for example 12h/],
    [{ suffix: 'abc', expiresIn: '99w' }, /not be longer than 365 days/],
    [{ suffix: 'abc', target: 'EU' }, /target: must be the name of a target/],
    [{ suffix: 'abc', description: 'a\u0000b' }, /description: .*invisible/],
    [{ suffix: 'abc', description: 'a\u202eb' }, /description: .*invisible/],
    [{ suffix: 'abc', description: 'x'.repeat(301) }, /at most 300/],
    [{ suffix: 'abc', colour: 'red' }, /colour: no such field/],
  ])('rejects %j with the field, the rule and an example', (value, message) => {
    expect(() => parse(value)).toThrow(message);
    expect(() => parse(value)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });

  it('reports every invalid field, not only the first', () => {
    expect(() => parse({ suffix: 'A', size: 'Huge' })).toThrow(
      /suffix: .*size: /s,
    );
  });

  it('accepts only suffixes that follow the rule', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom('a', 'z', '0', '9', '-', 'A') }),
        ),
        suffix => {
          const expected =
            /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/.test(suffix) &&
            !suffix.includes('--');
          expect(environmentRequestSchema.safeParse({ suffix }).success).toBe(
            expected,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    '${{ secrets.x }}',
    '{{resolve:secretsmanager:x}}',
    '<script>alert(1)</script>',
    'a;rm -rf /',
    '$(id)',
    'оrders',
    'arn:aws:iam::000000000000:role/x',
    'abc\n',
  ])('rejects the hostile suffix %j', suffix => {
    expect(() => parse({ suffix })).toThrow(/suffix: must be/);
  });
});
