import { decodeMetadata } from '@tap/plugin-tap-common';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** Commits whose environments must live on, the newest first. */
export const EARLIER_RELEASES = ['6910b75'];

/**
 * What a release left in the sandbox: an environment of each size and retention, in a sandbox of its own. Made by deploying
 * them with that release's engine, sandbox and stack, and by removing the stack events from `state.jsonl`.
 *
 * @returns the content of `state.jsonl`, by suffix of the environment: `<size>-<retention>`
 */
export function environmentsOf(release: string): Record<string, string> {
  const packed = readFileSync(join(__dirname, `${release}.json.br`));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8'));
}

/** Writes a state file into a new directory for a sandbox. */
export function writeState(stateDir: string, state: string): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(stateDir, 'state.jsonl'), state, { mode: 0o600 });
}

/** Template and metadata of the stack in a state file. */
export function stackIn(state: string) {
  const [stack] = state
    .split('\n')
    .filter(line => line.startsWith('{"c":"stacks"'))
    .map(line => JSON.parse(line).v);
  const [{ value }] = stack.parameters;
  return {
    template: JSON.parse(stack.templateBody),
    metadata: decodeMetadata(value)!,
  };
}
