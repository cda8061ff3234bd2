import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  RESERVED_TARGET_NAMES,
  RETENTIONS,
  TARGET_PATTERN,
  TAGS,
} from '@tap/plugin-tap-common';
import { StackProofs } from '../proofs/StackProofs';
import { LoadedStackModule, loadStackModule } from '../stackModule';
import { matching } from './matching';
import { readAlarmTopic } from './readAlarmTopic';
import { readDatabaseParameters } from './readDatabaseParameters';
import { readEndpoints } from './readEndpoints';
import { assertSeparatePools, readNetwork } from './readNetwork';
import { readPortal } from './readPortal';
import { readRoles } from './readRoles';
import { readSizes, readTargetSizes, Sizes } from './readSizes';
import { readRunningHours } from './readRunningHours';
import { readWindows } from './readWindows';
import { readRequireStackProof, readStackProofs } from './readStackProofs';
import { Target } from './Target';

/** Calls per second and target where app-config says nothing: one below what AWS was seen to grant. */
const DEFAULT_CALLS_PER_SECOND = 4;

/** Configuration of the engine. @public */
export interface EngineConfig {
  /** ID of this portal, in every stack's tag `tap:portal`. */
  portal: string;
  /** What synthesizes and describes the stacks. */
  stackModule: LoadedStackModule;
  /** The default target first. */
  targets: Target[];
}

/**
 * Reads `tap` of app-config.
 *
 * @param stackModule - if it is loaded already
 * @throws InputError naming the key, the rule and an example
 * @public
 */
export function readEngineConfig(
  config: Config,
  stackModule = readStackModule(config),
): EngineConfig {
  return {
    portal: readPortal(config),
    stackModule,
    targets: readTargets(config, stackModule),
  };
}

/**
 * Reads the names of the targets of app-config, which does not require the stack module.
 *
 * @returns the names, that of the default target first; empty if no target is configured
 * @throws InputError naming the key, the rule and an example
 */
export function readTargetNames(config: Config): string[] {
  const { defaultName, names } = readNames(targetEntries(config));
  return [...names].sort(
    (a, b) => Number(b === defaultName) - Number(a === defaultName),
  );
}

/**
 * Reads `tap.targets` of app-config.
 *
 * @param stackModule - if it is loaded already
 * @returns the targets, the default one first; empty where nothing is configured
 * @throws InputError naming the key, the rule and an example
 * @public
 */
export function readTargets(
  config: Config,
  stackModule = readStackModule(config),
): Target[] {
  const entries = targetEntries(config);
  const { defaultName, names } = readNames(entries);
  const common: Common = {
    defaultName,
    stackProofs: readStackProofs(config),
    stackModule,
    sizes: readSizes(config, stackModule),
  };
  const targets = entries.map((entry, index) =>
    readTarget(entry, names[index], common),
  );
  assertSeparatePools(targets);
  return targets.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

function targetEntries(config: Config): Config[] {
  return config.getOptionalConfigArray('tap.targets') ?? [];
}

function readNames(entries: Config[]): {
  defaultName: string;
  names: string[];
} {
  const names = entries.map(readName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw new InputError(
      `tap.targets: two targets are named '${twice}'; give each a name of its own, for example ${twice}-2`,
    );
  }
  return { defaultName: readDefaultName(entries, names), names };
}

function readName(entry: Config, index: number): string {
  const key = `tap.targets[${index}].name`;
  const name = matching(
    entry.getString('name'),
    new RegExp(TARGET_PATTERN),
    key,
    'a lower-case letter, then at most 19 lower-case letters, digits or hyphens, for example prod-eu',
  );
  if (RESERVED_TARGET_NAMES.includes(name)) {
    throw new InputError(
      `${key}: '${name}' is reserved, because /environments/${name} is the address of a page of the portal; use another name, for example prod-eu`,
    );
  }
  return name;
}

function readDefaultName(entries: Config[], names: string[]): string {
  const marked = names.filter(
    (_, index) => entries[index].getOptionalBoolean('default') === true,
  );
  if (names.length > 1 && marked.length !== 1) {
    throw new InputError(
      `tap.targets: exactly one target must have 'default: true' where there are several, but ${
        marked.length === 0 ? 'none has' : `${marked.join(' and ')} have`
      } it; for example add 'default: true' to ${names[0]} only`,
    );
  }
  return marked[0] ?? names[0];
}

/** What all targets have in common. */
interface Common {
  /** Name of the default target. */
  defaultName: string;
  stackProofs: StackProofs | undefined;
  stackModule: LoadedStackModule;
  sizes: Sizes;
}

function readTarget(entry: Config, name: string, common: Common): Target {
  const { defaultName, stackProofs } = common;
  const { module } = common.stackModule;
  const key = `tap.targets ${name}`;
  const accountId = matching(
    entry.getString('accountId'),
    /^[0-9]{12}$/,
    `${key}: accountId`,
    `12 digits in quotes, for example '123456789012'`,
  );
  const endpoints = readEndpoints(entry, key);
  const sizeSpecs = readTargetSizes(entry, common.sizes, module, key);
  const sizes = readSubset(entry, 'sizes', Object.keys(sizeSpecs), key);
  const region = matching(
    entry.getString('region'),
    /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]$/,
    `${key}: region`,
    'an AWS region, for example eu-central-1',
  );
  return {
    name,
    isDefault: name === defaultName,
    accountId,
    region,
    ...endpoints,
    sizes,
    defaultSize: readDefaultSize(entry, sizes, module.defaultSize, key),
    retentions: readSubset(entry, 'retentions', RETENTIONS, key),
    sizeSpecs,
    databaseParameters: readDatabaseParameters(entry, key),
    windows: readWindows(entry.getOptionalConfig('windows'), key),
    runningHours: readRunningHours(
      entry.getOptionalConfig('runningHours'),
      key,
    ),
    tags: readTags(entry, key),
    ...readRoles(entry, key, { accountId, ...endpoints }),
    ...readNetwork(entry, key),
    s3PrefixListId: entry.getOptionalString('s3PrefixListId'),
    ...readAlarmTopic(entry, key, { accountId, region }),
    extendedSupport: entry.getOptionalBoolean('extendedSupport'),
    stackProofs,
    requireStackProof: readRequireStackProof(entry, key, stackProofs),
    callsPerSecond: readCallsPerSecond(entry, key),
  };
}

/**
 * Loads the stack module that app-config names.
 *
 * @throws InputError if it cannot be loaded, see {@link loadStackModule}
 */
export function readStackModule(config: Config): LoadedStackModule {
  return loadStackModule(config.getOptionalString('tap.stack.module'));
}

/** The size that app-config names, or the stack module's; the first one if that is not on offer. */
function readDefaultSize(
  entry: Config,
  sizes: string[],
  ofModule: string,
  key: string,
): string {
  const named = entry.getOptionalString('defaultSize');
  if (named !== undefined && !sizes.includes(named)) {
    throw new InputError(
      `${key}: defaultSize: '${named}' must be one of the sizes on offer (${sizes.join(
        ', ',
      )}), for example ${sizes[0]}`,
    );
  }
  return named ?? (sizes.includes(ofModule) ? ofModule : sizes[0]);
}

function readSubset<T extends string>(
  entry: Config,
  field: string,
  all: readonly T[],
  key: string,
): T[] {
  const chosen = entry.getOptionalStringArray(field);
  const unknown = chosen?.find(value => !all.includes(value as T));
  if (unknown !== undefined || chosen?.length === 0) {
    throw new InputError(
      `${key}: ${field} must be a list of ${all.join(', ')}${
        unknown === undefined ? ' and not empty' : `, but has '${unknown}'`
      }; for example [${all[0]}]`,
    );
  }
  return chosen ? all.filter(value => chosen.includes(value)) : [...all];
}

function readTags(entry: Config, key: string): Record<string, string> {
  const tags = entry.getOptional<Record<string, string>>('tags') ?? {};
  const reserved = Object.keys(tags).find(
    tag =>
      (Object.values(TAGS) as string[]).includes(tag) || /^aws:/i.test(tag),
  );
  if (reserved) {
    throw new InputError(
      `${key}: tags: '${reserved}' is set by TAP or AWS; use another key, for example 'cost-centre'`,
    );
  }
  return tags;
}

function readCallsPerSecond(entry: Config, key: string): number {
  const rate =
    entry.getOptionalNumber('callsPerSecond') ?? DEFAULT_CALLS_PER_SECOND;
  if (!(rate > 0 && rate <= 1000)) {
    throw new InputError(
      `${key}: callsPerSecond must be a number above 0 and at most 1000, for example ${DEFAULT_CALLS_PER_SECOND}`,
    );
  }
  return rate;
}
