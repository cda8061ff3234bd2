import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { Sandbox } from '@tap/sandbox';
import { randomBytes } from 'node:crypto';
import { DefaultTapEngine } from '../../src/DefaultTapEngine';
import { compareLives } from './compareLives';
import type { Life, LifeReport } from './LifeReport';
import { runLife } from './runLife';

/** Sandbox seconds per second. The start of a database takes real time, which counts as many times as much. */
const SANDBOX_SPEED = 30;

/** The size that costs least. */
const PREFERRED_SIZE = 'micro';

/** An environment to live once. */
interface LifeOptions {
  config: Config;
  targetName: string;
  logger: LoggerService;
}

/**
 * Creates an environment in the account of a target, changes it and tears it down, does the same in a sandbox of its own, and
 * compares the two.
 *
 * @throws InputError if the target does not offer retention `destroy`, without which something would remain
 */
export async function liveOnce(options: LifeOptions): Promise<LifeReport> {
  const suffix = `verify-${randomBytes(3).toString('hex')}`;
  const life = await withEngine(options, async engine => {
    const found = engine.target(options.targetName);
    if (!found.retentions.includes('destroy')) {
      throw new InputError(
        `--deploy: target '${found.name}' does not offer the retention destroy, without which a snapshot or a database would remain; add it to tap.targets[].retentions for the check`,
      );
    }
    const size = found.sizes.includes(PREFERRED_SIZE)
      ? PREFERRED_SIZE
      : found.sizes[0];
    return {
      size,
      ...(await runLife(engine, found, { suffix, size })),
    };
  });
  const expected = await liveInSandbox(options, suffix, life.size);
  return {
    suffix,
    ...life,
    ...(expected.failure === undefined
      ? compareLives(life, expected)
      : {
          differences: [],
          durations: [],
          sandboxFailure: expected.failure,
        }),
  };
}

/** The same life with the same settings, in a sandbox. */
async function liveInSandbox(
  options: LifeOptions,
  suffix: string,
  size: string,
): Promise<Life> {
  const sandbox = await Sandbox.start({ speed: SANDBOX_SPEED });
  try {
    return await withEngine(
      { ...options, config: inSandbox(options, sandbox.url) },
      engine =>
        runLife(engine, engine.target(options.targetName), {
          suffix,
          size,
          speed: SANDBOX_SPEED,
        }),
    );
  } catch (error) {
    return { operations: [], events: [], failure: (error as Error).message };
  } finally {
    await sandbox.close();
  }
}

/** The configuration, but with the target in the sandbox. */
function inSandbox(
  { config, targetName }: LifeOptions,
  endpoint: string,
): Config {
  const data = config.get<{ tap: JsonObject & { targets: JsonObject[] } }>();
  const targets = data.tap.targets
    .filter(({ name }) => name === targetName)
    .map(({ serviceEndpoints: _, default: __, ...target }) => ({
      ...target,
      endpoint,
    }));
  return new ConfigReader({ ...data, tap: { ...data.tap, targets } });
}

/** Runs something with an engine of its own. */
async function withEngine<T>(
  { config, logger }: LifeOptions,
  use: (engine: DefaultTapEngine) => Promise<T>,
): Promise<T> {
  const hooks: Array<() => void | Promise<void>> = [];
  const engine = DefaultTapEngine.create({
    config,
    logger,
    lifecycle: {
      addStartupHook: () => {},
      addBeforeShutdownHook: () => {},
      addShutdownHook: hook => hooks.push(hook),
    },
  });
  try {
    return await use(engine);
  } finally {
    for (const hook of hooks) {
      await hook();
    }
  }
}
