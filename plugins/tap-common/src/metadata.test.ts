import fc from 'fast-check';
import { FIELDS } from './fields';
import {
  decodeMetadata,
  encodeMetadata,
  EnvironmentMetadata,
  METADATA_MAX_LENGTH,
} from './metadata';

const metadata: EnvironmentMetadata = {
  owner: 'group:default/payments',
  size: 'small',
  retention: 'destroy',
  engineVersion: '17.9',
  backupRetentionDays: 7,
  pins: { availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] },
};

describe('metadata', () => {
  it('is decoded unchanged, regardless of the description', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
        fc.pre(FIELDS.description.schema.safeParse(text).success);
        const value = { ...metadata, description: text };
        const encoded = encodeMetadata(value);
        expect(encoded).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeMetadata(encoded)).toEqual(value);
      }),
    );
  });

  it('does not put text of a user into the template', () => {
    expect(
      encodeMetadata({ ...metadata, description: '{{resolve:ssm:/x}}' }),
    ).not.toContain('resolve');
  });

  it('rejects metadata that do not fit into a template parameter', () => {
    expect(() =>
      encodeMetadata({
        ...metadata,
        description: 'x'.repeat(METADATA_MAX_LENGTH),
      }),
    ).toThrow(/description: too long/);
  });

  it('has the name of any size, as the stack module or app-config name it', () => {
    const withSize = (size: string) =>
      decodeMetadata(encodeMetadata({ ...metadata, size }));
    expect(withSize('memory-4x')?.size).toBe('memory-4x');
    for (const size of ['', 'Huge', 'a--b', 'a'.repeat(21), '{{resolve}}']) {
      expect(withSize(size)).toBeUndefined();
    }
  });

  it.each(['', 'e30', '%%%', 'bm90IGpzb24'])(
    'does not accept %j as metadata',
    value => {
      expect(decodeMetadata(value)).toBeUndefined();
    },
  );
});
