import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BYTE_MARKS, byteTable } from './__testUtils__/byteTable';
import { sizeTables, TABLE_MARKS } from './__testUtils__/sizeTable';

const FILE = path.resolve(__dirname, '../README.md');

describe('README.md', () => {
  it('has the generated tables (update them with UPDATE_DOCS=1)', () => {
    const readme = readFileSync(FILE, 'utf8');
    const upToDate = withTable(
      withTable(readme, TABLE_MARKS, sizeTables()),
      BYTE_MARKS,
      byteTable(),
    );
    if (process.env.UPDATE_DOCS) {
      writeFileSync(FILE, upToDate);
    }

    expect(readFileSync(FILE, 'utf8')).toBe(upToDate);
  });
});

function withTable(
  text: string,
  [begin, end]: readonly [string, string],
  table: string,
): string {
  const [before] = text.split(begin);
  const [, after] = text.split(end);
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
}
