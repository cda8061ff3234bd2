import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sizeTables, TABLE_MARKS } from './__testUtils__/sizeTable';

const FILE = path.resolve(__dirname, '../README.md');

describe('README.md', () => {
  it('has the table of sizes that the code makes; update it with UPDATE_DOCS=1', () => {
    const [begin, end] = TABLE_MARKS;
    const readme = readFileSync(FILE, 'utf8');
    const upToDate = `${
      readme.split(begin)[0]
    }${begin}\n\n${sizeTables()}\n\n${end}${readme.split(end)[1]}`;
    if (process.env.UPDATE_DOCS) {
      writeFileSync(FILE, upToDate);
    }

    expect(readFileSync(FILE, 'utf8')).toBe(upToDate);
  });
});
