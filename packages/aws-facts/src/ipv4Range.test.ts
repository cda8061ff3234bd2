import {
  formatIpv4Range,
  isPrivateRange,
  overlaps,
  parseIpv4Range,
} from './ipv4Range';

describe('a range of IPv4 addresses', () => {
  it.each([
    '10.0.0.0/8',
    '10.64.16.0/20',
    '192.168.1.7/32',
    '255.255.255.0/24',
  ])('is read and written: %s', text => {
    expect(formatIpv4Range(parseIpv4Range(text)!)).toBe(text);
  });

  it('has a first and a last address', () => {
    expect(parseIpv4Range('10.0.1.0/24')).toEqual({
      first: 0x0a000100,
      last: 0x0a0001ff,
      prefix: 24,
    });
  });

  it.each([
    '10.0.0.0',
    '10.0.0/16',
    '10.0.0.0/33',
    '10.256.0.0/16',
    '10.0.1.0/16',
    'fd00::/64',
    '10.0.0.0/16 ',
  ])('is malformed: %j', text => {
    expect(parseIpv4Range(text)).toBeUndefined();
  });

  it.each([
    ['10.0.0.0/16', '10.0.255.0/24', true],
    ['10.0.255.0/24', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.1.0.0/16', false],
    ['10.1.0.0/16', '10.0.0.0/16', false],
  ])('%s and %s overlap: %s', (one, other, expected) => {
    expect(overlaps(parseIpv4Range(one)!, parseIpv4Range(other)!)).toBe(
      expected,
    );
  });

  it.each([
    ['10.64.0.0/12', true],
    ['172.31.0.0/16', true],
    ['192.168.0.0/16', true],
    ['172.0.0.0/8', false],
    ['8.0.0.0/8', false],
  ])('%s is private: %s', (text, expected) => {
    expect(isPrivateRange(parseIpv4Range(text)!)).toBe(expected);
  });
});
