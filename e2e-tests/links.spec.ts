import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { deadLinks } from './deadLinks';

const ROOT = join(__dirname, '..');

/** The documents of the repository, with the READMEs of the published packages. */
const DOCUMENTS = globSync(
  ['*.md', '.github/**/*.md', 'docs/**/*.md', '{packages,plugins}/*/*.md'],
  { cwd: ROOT },
);

test('every link of the documents leads to a file and a heading', () => {
  expect(DOCUMENTS.length).toBeGreaterThan(20);
  expect(
    DOCUMENTS.flatMap(file =>
      deadLinks(join(ROOT, file)).map(target => `${target} in ${file}`),
    ),
  ).toEqual([]);
});
