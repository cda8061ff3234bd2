import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');

/** Marks that BEHAVIOUR.md explains; chapters about the sandbox itself need none. */
const MARKS =
  /read 2026-11|recorded from AWS|confirmed by the AWS SDK|not read again|not confirmed|specific to the sandbox|imitation of|compared by the test/;

/** Contents of the files in a folder whose names have this ending. */
function filesIn(folder: string, ending: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(ending))
    .map(file => fs.readFileSync(path.join(folder, file), 'utf8'));
}

describe('BEHAVIOUR.md', () => {
  const statements = [
    ...fs
      .readFileSync(path.join(ROOT, 'BEHAVIOUR.md'), 'utf8')
      .matchAll(/^- \*\*(\d+\.\d+)\*\* (.*)$/gm),
  ].map(([, number, text]) => ({ number, text }));
  const stated = statements.map(({ number }) => number);
  const tested = filesIn(__dirname, '.test.ts').flatMap(source =>
    [...source.matchAll(/\bit(?:\.each\(\w+\))?\(\s*['"`](\d+\.\d+) /g)].map(
      ([, number]) => number,
    ),
  );

  it('states each behaviour once', () => {
    expect(stated.length).toBeGreaterThan(0);
    expect(new Set(stated).size).toBe(stated.length);
  });

  it('has a test for each behaviour and no test without a behaviour', () => {
    expect([...tested].sort()).toEqual([...stated].sort());
  });

  it('says of each behaviour how far it can be trusted', () => {
    expect(
      statements
        .filter(
          ({ number, text }) =>
            !/^(9|10|12)\./.test(number) && !MARKS.test(text),
        )
        .map(({ number }) => number),
    ).toEqual([]);
  });
});
