import {
  encodeMetadata,
  EnvironmentMetadata,
  METADATA_MAX_LENGTH,
} from '@tap/plugin-tap-common';
import { ProvenStack, StackProofs } from './StackProofs';

const metadata: EnvironmentMetadata = {
  owner: 'group:default/payments',
  size: 'micro',
  retention: 'destroy',
  engineVersion: '17.9',
  backupRetentionDays: 7,
  pins: { availabilityZones: ['eu-central-1a', 'eu-central-1b'] },
};
const stack: ProvenStack = {
  portal: 'tap',
  accountId: '111122223333',
  region: 'eu-central-1',
  suffix: 'orders',
  createdAt: new Date('2026-11-01T10:00:00.000Z'),
};
const later = (minutes: number) =>
  new Date(stack.createdAt.getTime() + minutes * 60_000);

const proofs = new StackProofs(['first key, long enough for tests.']);
const value = encodeMetadata(metadata, proofs.sign(metadata, stack));

function changed(change: (content: any) => void): string {
  const content = JSON.parse(Buffer.from(value, 'base64url').toString());
  change(content);
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

describe('StackProofs', () => {
  it('verifies its own signature from some time before the stack was created', () => {
    expect(proofs.check(value, stack)).toBe('current');
    expect(proofs.check(value, { ...stack, createdAt: later(50) })).toBe(
      'current',
    );
  });

  it.each([
    ['another suffix', { suffix: 'Orders' }],
    ['another account', { accountId: '444455556666' }],
    ['another region', { region: 'eu-west-1' }],
    ['another portal', { portal: 'other' }],
    ['a later stack of the same name', { createdAt: later(61) }],
    ['an earlier stack of the same name', { createdAt: later(-61) }],
  ])('does not verify a copy in %s', (_, difference) => {
    expect(proofs.check(value, { ...stack, ...difference })).toBe('missing');
  });

  it.each<[string, (content: any) => void]>([
    ['another owner', c => Object.assign(c, { owner: 'user:default/eve' })],
    ['another pin', c => Object.assign(c.pins, { bastionImageId: 'ami-eve' })],
    ['an additional field', c => Object.assign(c, { wasRetained: false })],
    [
      'another time in the proof',
      c => Object.assign(c.proof, { stackCreatedAt: later(1).toISOString() }),
    ],
    ['another code', c => Object.assign(c.proof, { mac: 'A'.repeat(43) })],
    ['a short code', c => Object.assign(c.proof, { mac: 'AAAA' })],
    ['no proof', c => Object.assign(c, { proof: undefined })],
    ['something else as proof', c => Object.assign(c, { proof: [null] })],
  ])('does not verify metadata with %s', (_, change) => {
    expect(proofs.check(changed(change), stack)).toBe('missing');
  });

  it.each(['', 'e30', '%%%', 'bnVsbA', 'MQ'])(
    'finds no proof in %j',
    something => {
      expect(proofs.check(something, stack)).toBe('missing');
    },
  );

  it('verifies with every key, and reports which proofs to renew', () => {
    const [before, now] = ['x'.repeat(40), 'y'.repeat(40)];
    const old = new StackProofs([before]);
    const rotated = new StackProofs([now, before]);
    const signedBefore = encodeMetadata(metadata, old.sign(metadata, stack));
    const signedNow = encodeMetadata(metadata, rotated.sign(metadata, stack));
    expect(rotated.check(signedBefore, stack)).toBe('previous');
    expect(rotated.check(signedNow, stack)).toBe('current');
    expect(new StackProofs([now]).check(signedBefore, stack)).toBe('missing');
  });

  it('verifies metadata with fields of a later release', () => {
    const fromLater = { ...metadata, tier: 'gold' };
    const signed = encodeMetadata(fromLater, proofs.sign(fromLater, stack));
    expect(proofs.check(signed, stack)).toBe('current');
  });

  it('fits into the parameter beside the longest metadata', () => {
    const longest: EnvironmentMetadata = {
      ...metadata,
      owner: `group:${'n'.repeat(63)}/${'o'.repeat(63)}`,
      description: '漢'.repeat(300),
      expiresAt: '2027-01-01T00:00:00.000Z',
      lastTaskId: 'a'.repeat(64),
      wasRetained: true,
      finalSnapshot: true,
      pins: {
        availabilityZones: [
          'ap-southeast-2a',
          'ap-southeast-2b',
          'ap-southeast-2c',
        ],
        bastionImageId: 'ami-0123456789abcdef0',
        databaseZonePinned: false,
        actualStorageGiB: 65_536,
      },
    };
    expect(
      encodeMetadata(longest, proofs.sign(longest, stack)).length,
    ).toBeLessThan(METADATA_MAX_LENGTH);
  });
});
