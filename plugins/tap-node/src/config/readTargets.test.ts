import { ConfigReader } from '@backstage/config';
import { SIZES } from '@tap/stack/sizes';
import { readEngineConfig, readTargets } from './readTargets';

const SANDBOX = {
  name: 'sandbox',
  accountId: '000000000000',
  region: 'us-east-1',
};
const PROD = {
  name: 'prod-eu',
  accountId: '123456789012',
  region: 'eu-central-1',
};

function read(...targets: object[]) {
  return readTargets(new ConfigReader({ tap: { targets } }));
}

describe('readTargets', () => {
  it('offers everything where nothing is restricted, and makes an only target the default', () => {
    expect(read(SANDBOX)).toEqual([
      expect.objectContaining({
        name: 'sandbox',
        isDefault: true,
        sizes: ['micro', 'small', 'medium', 'large'],
        retentions: ['destroy', 'snapshot', 'retain'],
        sizeSpecs: SIZES,
        callsPerSecond: 4,
      }),
    ]);
  });

  it('puts the default target first', () => {
    expect(
      read(SANDBOX, { ...PROD, default: true }).map(t => [t.name, t.isDefault]),
    ).toEqual([
      ['prod-eu', true],
      ['sandbox', false],
    ]);
  });

  it('merges what a size means', () => {
    const [target] = read({
      ...SANDBOX,
      sizeOverrides: { small: { storageGiB: 80, multiAz: true } },
    });
    expect(target.sizeSpecs.small).toEqual({
      ...SIZES.small,
      storageGiB: 80,
      multiAz: true,
    });
    expect(target.sizeSpecs.micro).toEqual(SIZES.micro);
  });

  it.each([
    ['no default', [SANDBOX, PROD], /exactly one target .* none has/],
    [
      'two defaults',
      [
        { ...SANDBOX, default: true },
        { ...PROD, default: true },
      ],
      /sandbox and prod-eu have/,
    ],
    ['one name twice', [SANDBOX, SANDBOX], /two targets are named 'sandbox'/],
    ['a bad name', [{ ...SANDBOX, name: 'Prod.EU' }], /name: 'Prod.EU' must/],
    ['a short account', [{ ...SANDBOX, accountId: '12' }], /12 digits/],
    ['a bad region', [{ ...SANDBOX, region: 'Frankfurt' }], /an AWS region/],
    ['a bad endpoint', [{ ...SANDBOX, endpoint: 'sandbox' }], /must be a URL/],
    ['an unknown size', [{ ...SANDBOX, sizes: ['huge'] }], /has 'huge'/],
    ['no size at all', [{ ...SANDBOX, sizes: [] }], /not empty/],
    ['no rate', [{ ...SANDBOX, callsPerSecond: 0 }], /callsPerSecond/],
    [
      'an override of no size',
      [{ ...SANDBOX, sizeOverrides: { huge: {} } }],
      /no size 'huge'/,
    ],
    [
      'an override of no field',
      [{ ...SANDBOX, sizeOverrides: { small: { disk: 1 } } }],
      /no such field 'disk'/,
    ],
    [
      'an override of the wrong kind',
      [{ ...SANDBOX, sizeOverrides: { small: { storageGiB: '80' } } }],
      /storageGiB must be a number/,
    ],
    [
      'a tag of ours',
      [{ ...SANDBOX, tags: { 'tap:portal': 'x' } }],
      /'tap:portal' is set by TAP/,
    ],
  ])('refuses %s', (_, targets, message) => {
    expect(() => read(...targets)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('readEngineConfig', () => {
  it('has defaults for portal and stack', () => {
    expect(readEngineConfig(new ConfigReader({}))).toEqual({
      portal: 'tap',
      stackModule: '@tap/stack',
      targets: [],
    });
  });

  it('refuses an ID of the portal that no tag can hold', () => {
    expect(() =>
      readEngineConfig(new ConfigReader({ tap: { portal: 'my portal' } })),
    ).toThrow(/tap.portal: 'my portal'/);
  });
});
