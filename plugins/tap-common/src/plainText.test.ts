import fc from 'fast-check';
import { plainText } from './plainText';

describe('plainText', () => {
  it.each([
    ['bad\r\n2026-11-27 info: all is well', 'bad 2026-11-27 info: all is well'],
    ['\u001b[2K\u001b[1A\u001b[32mready', '[2K [1A [32mready'],
    ['or\u202eders\u200b\u0000\u2028x', 'or ders x'],
    ['  Schlüssel 鍵 🔑\t', 'Schlüssel 鍵 🔑'],
  ])('converts %j to one plain line', (text, line) => {
    expect(plainText(text)).toBe(line);
  });

  it('returns one short line without control characters for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 5_000, size: 'max' }),
        text => {
          expect(plainText(text)).toMatch(
            /^[^\p{Cc}\p{Cf}\u2028\u2029]{0,2000}$/u,
          );
        },
      ),
    );
    expect(plainText('a'.repeat(1_000_000))).toBe(`${'a'.repeat(1_999)}…`);
  });
});
