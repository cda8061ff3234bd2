import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SMALL } from '../postgres/__testUtils__/databases';
import { Sandbox } from '../Sandbox';

jest.setTimeout(180_000);

/** Mode of a directory that the account of the databases can traverse. */
const TRAVERSAL_MODE = process.getuid?.() === 0 ? 0o010 : 0;

/** Whether the account of the databases must traverse a directory. */
function isTraversed(stateDir: string, directory: string): boolean {
  return (
    [stateDir, path.join(stateDir, 'databases')].includes(directory) ||
    fs.existsSync(path.join(directory, 'server.json'))
  );
}

function listTree(directory: string): string[] {
  return [
    directory,
    ...fs
      .readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map(name => path.join(directory, name)),
  ];
}

function modeOf(file: string): string {
  // eslint-disable-next-line no-bitwise
  return (fs.lstatSync(file).mode & 0o777).toString(8);
}

/** Files that other users can access, and their modes. */
function accessibleToOthers(stateDir: string): string[] {
  return listTree(stateDir).flatMap(file => {
    const { mode } = fs.lstatSync(file);
    const allowed = isTraversed(stateDir, file) ? TRAVERSAL_MODE : 0;
    // eslint-disable-next-line no-bitwise
    return (mode & 0o077 & ~allowed) === 0
      ? []
      : [`${path.relative(stateDir, file)} ${modeOf(file)}`];
  });
}

/** The sandbox's files as an earlier release created them. */
function relaxModes(stateDir: string): void {
  for (const directory of ['', 'databases', 'databases/one']) {
    fs.chmodSync(path.join(stateDir, directory), 0o755);
  }
  for (const file of ['state.jsonl', 'databases/server.crt']) {
    fs.chmodSync(path.join(stateDir, file), 0o644);
  }
  fs.writeFileSync(path.join(stateDir, 'sandbox.json'), '{}', { mode: 0o644 });
}

describe('state and databases', () => {
  let parent: string;
  let umask: number;
  beforeEach(() => {
    parent = fs.mkdtempSync(path.join(os.tmpdir(), 'tap-private-'));
    umask = process.umask(0);
  });
  afterEach(() => {
    process.umask(umask);
    fs.rmSync(parent, { recursive: true, force: true });
  });

  it('9.4 are inaccessible to other users, regardless of umask and previous modes', async () => {
    const stateDir = path.join(parent, 'state');
    const used = async () => {
      const sandbox = await Sandbox.start({ stateDir });
      try {
        const { databases } = sandbox.world('000000000000', 'us-east-1');
        await databases.createPrimary('one', SMALL);
        await databases.createReplica('two', {
          sourceId: 'one',
          parameters: SMALL.parameters,
        });
        await databases.removeKeepingSnapshot('two', 'final');
        expect(modeOf(path.join(stateDir, 'sandbox.json'))).toBe('600');
      } finally {
        await sandbox.close();
      }
    };

    await used();
    expect(accessibleToOthers(stateDir)).toEqual([]);

    relaxModes(stateDir);
    expect(accessibleToOthers(stateDir)).toContain('state.jsonl 644');

    await used();
    expect(accessibleToOthers(stateDir)).toEqual([]);
  });
});
