import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * One program that can fail.
 *
 * @typedef {object} Stage
 * @property {string} what - what it checks, for its heading
 * @property {string[]} command - the program and its arguments
 * @property {Record<string, string>} [env] - more variables of its environment
 * @property {() => Counts | undefined} [count] - reads how many tests have passed; undefined where the program wrote no
 * result. Without it the whole stage counts as one.
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures - what has failed, one line each
 */

/** Runs stages, and counts what has passed and failed in all of them together. */
export class Run {
  #total = { passed: 0, failed: 0, skipped: 0 };
  #failures = [];

  /**
   * Runs a stage and shows what it prints at once.
   *
   * @param {Stage} stage
   */
  async alone(stage) {
    console.log(`\n== ${stage.what}`);
    this.#add(stage, await exitCode(start(stage, 'inherit')));
  }

  /**
   * Runs lists of stages beside each other. What a stage prints is shown when it has ended, all of it at once.
   *
   * @param {...Stage[]} lanes - the stages of one lane run one after the other
   */
  async together(...lanes) {
    await Promise.all(
      lanes.map(async lane => {
        for (const stage of lane) {
          await this.#collected(stage);
        }
      }),
    );
  }

  /** Prints what has failed and `N passed, N failed`, and ends this process: with 1 where anything failed. */
  end() {
    const { passed, failed, skipped } = this.#total;
    if (this.#failures.length > 0) {
      console.log(['\nFailed:', ...this.#failures, ''].join('\n  '));
    }
    console.log(
      `${passed} passed, ${failed} failed${
        skipped ? `, ${skipped} skipped` : ''
      }`,
    );
    process.exit(failed === 0 ? 0 : 1);
  }

  async #collected(stage) {
    const started = performance.now();
    const child = start(stage, 'pipe');
    const printed = [];
    child.stdout.on('data', chunk => printed.push(chunk));
    child.stderr.on('data', chunk => printed.push(chunk));
    const code = await exitCode(child);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`\n== ${stage.what}, ${seconds} s\n${Buffer.concat(printed)}`);
    this.#add(stage, code);
  }

  #add({ what, count }, code) {
    const ended = `ended with code ${code}`;
    const counts = count ? count() : one(code === 0, ended);
    // Nothing is lost silently: a program that crashed before it wrote its result has failed.
    this.#count(what, counts ?? one(false, ended));
    if (code !== 0 && counts?.failed === 0) {
      // As when the coverage is below its threshold.
      this.#count(what, one(false, ended));
    }
  }

  #count(what, { passed, failed, skipped, failures }) {
    this.#total.passed += passed;
    this.#total.failed += failed;
    this.#total.skipped += skipped;
    this.#failures.push(...failures.map(failure => `${what}: ${failure}`));
  }
}

/** @returns {Counts} */
function one(isGood, failure) {
  return isGood
    ? { passed: 1, failed: 0, skipped: 0, failures: [] }
    : { passed: 0, failed: 1, skipped: 0, failures: [failure] };
}

function start({ command: [program, ...args], env }, output) {
  return spawn(program, args, {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
}

/** How a program has ended: its exit code, its signal, or why it could not be started. */
async function exitCode(child) {
  try {
    const [code, signal] = await once(child, 'close');
    return signal ?? code;
  } catch (error) {
    console.error(error.message);
    return error.code;
  }
}
