/* eslint-disable no-restricted-imports -- for tests in Node: commands are run in a real shell */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a program was called. */
export interface Call {
  program: string;
  args: string[];
  /** `PGUSER` and `PGPASSWORD` of its environment. */
  login: string;
}

/** A shell in which all programs but sed are stubs that note how they are called. */
export class StubPrograms {
  /** @param outputs - what each program prints */
  static create(outputs: Record<string, string>): StubPrograms {
    const root = mkdtempSync(join(tmpdir(), 'tap-stubs-'));
    mkdirSync(join(root, 'bin'));
    const sed = execFileSync('sh', ['-c', 'command -v sed']).toString().trim();
    symlinkSync(sed, join(root, 'bin', 'sed'));
    for (const [program, output] of Object.entries(outputs)) {
      const path = join(root, 'bin', program);
      writeFileSync(path, stub(program, output));
      chmodSync(path, 0o755);
    }
    return new StubPrograms(root);
  }

  private constructor(private readonly root: string) {}

  /**
   * Runs what a person would paste.
   *
   * @returns the calls in their order, and the files that the code has left in the working directory
   */
  run(code: string): { calls: Call[]; files: string[] } {
    const log = join(this.root, 'calls');
    const work = mkdtempSync(join(this.root, 'work-'));
    rmSync(log, { force: true });
    execFileSync('/bin/sh', ['-ec', code], {
      cwd: work,
      env: { PATH: join(this.root, 'bin'), CALLS: log },
      stdio: 'ignore',
    });
    const files = readdirSync(work);
    rmSync(work, { recursive: true });
    return { calls: existsSync(log) ? parse(readFileSync(log)) : [], files };
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

function stub(program: string, output: string): string {
  return [
    '#!/bin/sh',
    `printf '%s\\0' ${program} "$PGUSER|$PGPASSWORD" "$#" "$@" >> "$CALLS"`,
    `printf '%s\\n' '${output}'`,
    '',
  ].join('\n');
}

function parse(log: Buffer): Call[] {
  const words = log.toString().split('\0').slice(0, -1);
  const calls: Call[] = [];
  while (words.length > 0) {
    const [program, login, count] = words.splice(0, 3);
    calls.push({ program, login, args: words.splice(0, Number(count)) });
  }
  return calls;
}
