import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const REPOSITORY = path.resolve(__dirname, '../../..');

interface NamedTest {
  file: string;
  title: string;
}

/**
 * Tests that docs/STACK.md names: in the second column of its tables, each
 * file as code, followed by titles as code.
 */
function namedTests(): NamedTest[] {
  const document = readFileSync(path.join(REPOSITORY, 'docs/STACK.md'), 'utf8');
  return document
    .split('\n')
    .filter(line => /^\| (?!promise|-)/.test(line))
    .flatMap(line => testsIn(line.split('|')[2]));
}

function testsIn(cell: string): NamedTest[] {
  let file = '';
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, text]) => {
    if (/^[\w/.-]+\.tsx?$/.test(text)) {
      file = text;
      return [];
    }
    return [{ file, title: text }];
  });
}

function pathOf(file: string): string {
  const local = path.join(__dirname, file);
  return existsSync(local) ? local : path.join(REPOSITORY, file);
}

/** Whether a title stands in a file as one literal. */
function has({ file, title }: NamedTest): boolean {
  if (!existsSync(pathOf(file))) {
    return false;
  }
  const source = readFileSync(pathOf(file), 'utf8');
  return [`'`, '`', '"'].some(quote =>
    source.includes(`${quote}${title}${quote}`),
  );
}

describe('docs/STACK.md', () => {
  const tests = namedTests();

  it('names only tests that there are', () => {
    expect(tests.length).toBeGreaterThan(150);
    expect(
      tests
        .filter(test => !has(test))
        .map(({ file, title }) => `${file}: ${title}`),
    ).toEqual([]);
  });

  it('names every test file of the package', () => {
    const files = readdirSync(__dirname, { recursive: true })
      .map(file => String(file).replaceAll(path.sep, '/'))
      .filter(file => file.endsWith('.test.ts'));
    const named = new Set(tests.map(({ file }) => file));

    expect(files.filter(file => !named.has(file)).sort()).toEqual([
      // Of how the code is made, not of what the stack promises.
      'index.test.ts',
      'props/evaluateFormula.test.ts',
      'synthesis/compactTemplate.test.ts',
    ]);
  });
});
