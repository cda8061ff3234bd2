import { shellQuote } from './shellQuote';

describe('shellQuote', () => {
  it.each([
    ['i-0123', 'i-0123'],
    ['http://127.0.0.1:4577', 'http://127.0.0.1:4577'],
    ['', "''"],
    ['a b', "'a b'"],
    ['$(id)', "'$(id)'"],
    ["it's", "'it'\\''s'"],
    ['a\nb', "'a\nb'"],
    ['a\n', "'a\n'"],
    ['~', "'~'"],
  ])('quotes %j as one word', (text, word) => {
    expect(shellQuote(text)).toBe(word);
  });
});
