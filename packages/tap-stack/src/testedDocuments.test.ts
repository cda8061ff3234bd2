import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const REPOSITORY = path.resolve(__dirname, '../../..');

interface NamedTest {
  file: string;
  /**
   * Title of the test; undefined if the whole file is meant. `…` matches any
   * text.
   */
  title?: string;
}

/** The last cells of the tables that name tests. */
function testCells(document: string): string[] {
  const cells: string[] = [];
  let namesTests: boolean | undefined;
  for (const line of readFileSync(
    path.join(REPOSITORY, 'docs', document),
    'utf8',
  ).split('\n')) {
    if (!line.startsWith('|')) {
      namesTests = undefined;
      continue;
    }
    const cell = line.split('|').slice(-2)[0].trim();
    if (namesTests === undefined) {
      namesTests = cell === 'test';
    } else if (namesTests && !/^-+$/.test(cell)) {
      cells.push(cell);
    }
  }
  return cells;
}

const FILE = /^[\w/.-]+\.tsx?$/;

/** Files as code, each followed by titles as code. */
function testsAsCode(cell: string): NamedTest[] {
  const texts = [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text);
  return texts.flatMap((text, index) => {
    if (!FILE.test(text)) {
      const file = texts.slice(0, index).findLast(t => FILE.test(t)) ?? '';
      return [{ file, title: text }];
    }
    const next = texts[index + 1];
    return next && !FILE.test(next) ? [] : [{ file: text }];
  });
}

/** Files, each followed by a colon and titles, separated by semicolons. */
function testsAsList(cell: string): NamedTest[] {
  let file = '';
  return cell.split(/; /).flatMap(text => {
    const [, named, title = ''] =
      /^([\w/.-]+\.tsx?)(?:: (.*))?$/.exec(text) ?? [];
    file = named ?? file;
    if (named && !title) {
      return [{ file }];
    }
    return file ? [{ file, title: named ? title : text }] : [];
  });
}

function pathOf(file: string): string {
  const local = path.join(__dirname, file);
  return existsSync(local) ? local : path.join(REPOSITORY, file);
}

/** Whether the file exists and contains the title as a literal. */
function exists({ file, title }: NamedTest): boolean {
  if (!existsSync(pathOf(file))) {
    return false;
  }
  const source = readFileSync(pathOf(file), 'utf8');
  return title === undefined || literalOf(title).test(source);
}

function literalOf(title: string): RegExp {
  const pattern = title
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/'/g, "\\\\?'")
    .replace(/ ?… ?/g, '.*');
  return new RegExp(`(['"\`])${pattern}\\1`);
}

const missing = (tests: NamedTest[]) =>
  tests
    .filter(test => !exists(test))
    .map(({ file, title }) => `${file}: ${title}`);

describe('documents that name tests', () => {
  it.each([
    ['STACK.md', testsAsCode, 150],
    ['SECURITY-MODEL.md', testsAsCode, 50],
    ['RELIABILITY.md', testsAsList, 100],
  ])('docs/%s names only existing tests', (document, testsIn, least) => {
    const tests = testCells(document).flatMap(testsIn);
    expect(tests.length).toBeGreaterThan(least);
    expect(missing(tests)).toEqual([]);
  });

  it('reports a missing file and a missing title', () => {
    expect(
      missing([
        ...testsAsCode('`synthesis/gone.test.ts`'),
        ...testsAsCode('`index.test.ts`: `a title that is gone`'),
        ...testsAsList('packages/tap-stack/src/gone.test.ts: a; b'),
      ]),
    ).toHaveLength(4);
  });

  it('docs/STACK.md names every test file of the package', () => {
    const files = readdirSync(__dirname, { recursive: true })
      .map(file => String(file).replaceAll(path.sep, '/'))
      .filter(file => file.endsWith('.test.ts'));
    const named = new Set(
      testCells('STACK.md')
        .flatMap(testsAsCode)
        .map(({ file }) => file),
    );

    expect(files.filter(file => !named.has(file)).sort()).toEqual([
      // Tests of the code, not of a promise of the stack.
      'index.test.ts',
      'module/module.test.ts',
      'synthesis/compactTemplate.test.ts',
    ]);
  });
});

/** Lines of a document's shell examples that run a script of the repository. */
function commandsOf(document: string): string[] {
  const text = readFileSync(path.join(REPOSITORY, document), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block]) => block.split('\n'))
    .map(line => line.replace(/^(?:[A-Z_]+=\S+ )+/, ''))
    .filter(line => /^(?:\.\/tap|yarn) /.test(line));
}

/** What a command names and the repository does not have: a script, a package, or a file of tests. */
/** Commands of yarn itself. */
const YARN_COMMANDS = ['install', 'workspaces'];

function unknownIn(command: string): string[] {
  const { scripts } = manifestIn('.');
  const [, name, ...args] = command.split(/\s+/);
  const isKnown =
    name === 'workspace'
      ? manifestOf(args[0])?.scripts[args[1]]
      : YARN_COMMANDS.includes(name) || scripts[name];
  return [
    ...(isKnown ? [] : [name]),
    ...args.filter(
      file => FILE.test(file) && !existsSync(path.join(REPOSITORY, file)),
    ),
  ];
}

interface Manifest {
  name: string;
  scripts: Record<string, string>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(
    readFileSync(path.join(REPOSITORY, folder, 'package.json'), 'utf8'),
  );
}

function manifestOf(name: string): Manifest | undefined {
  return ['packages', 'plugins']
    .flatMap(parent =>
      readdirSync(path.join(REPOSITORY, parent)).map(folder =>
        manifestIn(path.join(parent, folder)),
      ),
    )
    .find(manifest => manifest.name === name);
}

describe('commands of documents', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'chaos/README.md'])(
    'of %s name scripts, packages and test files that exist',
    document => {
      const commands = commandsOf(document);
      expect(commands).not.toEqual([]);
      expect(commands.flatMap(unknownIn)).toEqual([]);
    },
  );

  it('notices a script, a package and a file that do not exist', () => {
    expect(
      [
        './tap gone',
        'yarn workspace @tap/gone test',
        'yarn test:e2e e2e-tests/gone.spec.ts',
      ].map(unknownIn),
    ).toEqual([['gone'], ['workspace'], ['e2e-tests/gone.spec.ts']]);
  });
});
