import { InputError } from '@backstage/errors';
import {
  durationSeconds,
  EnvironmentMetadata,
  NEVER,
  settingsOf,
} from '@tap/plugin-tap-common';
import { isDeepStrictEqual } from 'node:util';
import { sizeOf, Target } from '../config';
import { StackFacts, StackModule } from '../stackModule';
import { CompleteRequest } from './completeRequest';
import { optionsOf, pinnedOptions } from './pinnedOptions';

const NO_DESCRIPTION = { description: undefined };
const DEFAULT_EXTENSIONS = { extensions: undefined };

/** What metadata is made from beside the request. */
export interface MetadataFacts {
  target: Target;
  owner: string;
  taskId?: string;
  now: Date;
}

/**
 * Metadata of an environment that does not exist yet. Its engine version is still the one asked for.
 */
export function newMetadata(
  request: CompleteRequest,
  facts: MetadataFacts & {
    pins: EnvironmentMetadata['pins'];
    stackModule: Pick<
      StackModule,
      'defaultBackupRetentionDays' | 'defaultEgress'
    >;
  },
): EnvironmentMetadata {
  const spec = sizeOf(facts.target, request.size);
  return {
    backupRetentionDays: facts.stackModule.defaultBackupRetentionDays(
      spec,
      request.retention,
    ),
    ...requestedSettings(request),
    owner: facts.owner,
    expiresAt: expiry(request, facts.now),
    lastTaskId: facts.taskId,
    pins: {
      ...facts.pins,
      databaseZonePinned: !spec.multiAz,
      options: pinnedOptions(
        facts.target,
        facts.stackModule.defaultEgress?.(spec),
      ),
    },
  };
}

/**
 * Metadata of an environment after an update. What the request leaves out stays as it is; a major version means the
 * current minor one.
 *
 * @param facts.actualStorageGiB - what the database has by now
 * @param facts.currentEngineVersion - what the databases have by now
 * @param facts.deployed - what the deployed template says of itself
 * @throws InputError for a version that cannot be reached by an update
 */
export function updatedMetadata(
  before: EnvironmentMetadata,
  request: CompleteRequest,
  facts: MetadataFacts & {
    actualStorageGiB: number | undefined;
    currentEngineVersion: string;
    deployed: Pick<StackFacts, 'options'>;
  },
): EnvironmentMetadata {
  const { target, now } = facts;
  const everMultiAz =
    before.pins.databaseZonePinned === false ||
    // A size that no longer exists was pinned by what it meant.
    target.sizeSpecs[before.size]?.multiAz ||
    sizeOf(target, request.size).multiAz;
  const updated: EnvironmentMetadata = {
    ...settingsOf(before),
    ...requestedSettings(request),
    owner: facts.owner,
    engineVersion:
      request.engineVersion === before.engineVersion
        ? facts.currentEngineVersion
        : nextEngineVersion(facts.currentEngineVersion, request.engineVersion),
    expiresAt:
      request.retention === 'retain' || request.expiresIn === NEVER
        ? undefined
        : expiry(request, now) ?? before.expiresAt,
    lastTaskId: before.lastTaskId,
    runState: before.runState,
    credentialsRotation: before.credentialsRotation,
    wasRetained:
      before.wasRetained ||
      (before.retention === 'retain' && request.retention !== 'retain')
        ? true
        : undefined,
    finalSnapshot: request.retention === 'snapshot' ? true : undefined,
    pins: {
      ...before.pins,
      actualStorageGiB: storageToKeep(before, request, facts),
      databaseZonePinned: !everMultiAz,
    },
  };
  // That another task asked for what is there already is no reason to touch the stack.
  return isDeepEqual(updated, before)
    ? before
    : {
        ...updated,
        lastTaskId: facts.taskId ?? before.lastTaskId,
        pins: {
          ...updated.pins,
          options: optionsOf(before, facts.deployed),
        },
      };
}

/** The settings of a request, in which an empty text removes the current one. */
function requestedSettings(request: CompleteRequest) {
  const settings = settingsOf(request);
  return {
    ...settings,
    ...(settings.description === '' && NO_DESCRIPTION),
    ...(settings.extensions === '' && DEFAULT_EXTENSIONS),
  };
}

/** By what is kept in the stack, where an undefined field is none. */
function isDeepEqual(a: EnvironmentMetadata, b: EnvironmentMetadata): boolean {
  const kept = (metadata: EnvironmentMetadata) =>
    JSON.parse(JSON.stringify(metadata));
  return isDeepStrictEqual(kept(a), kept(b));
}

/** Storage never shrinks, so what the database has counts where it is more than the size asks for. */
function storageToKeep(
  before: EnvironmentMetadata,
  request: CompleteRequest,
  facts: { target: Target; actualStorageGiB: number | undefined },
): number | undefined {
  const asked = sizeOf(facts.target, request.size).storageGiB;
  return facts.actualStorageGiB !== undefined && facts.actualStorageGiB > asked
    ? facts.actualStorageGiB
    : before.pins.actualStorageGiB;
}

/**
 * The version after an update.
 *
 * @throws InputError for another major version or an older minor one
 */
function nextEngineVersion(current: string, requested: string): string {
  const [currentMajor, currentMinor] = current.split('.').map(Number);
  const [major, minor] = requested.split('.').map(Number);
  if (major !== currentMajor) {
    throw new InputError(
      `engineVersion: the environment has PostgreSQL ${current}, and a major upgrade to ${requested} is not supported in place: request a new environment with engineVersion ${major}, and copy the data with pg_dump and pg_restore through the tunnels of both environments. For this environment use ${currentMajor} or a newer minor version, for example ${currentMajor}.${
        currentMinor + 1
      }`,
    );
  }
  if (minor === undefined) {
    return current;
  }
  if (minor < currentMinor) {
    throw new InputError(
      `engineVersion: RDS cannot downgrade ${current} to ${requested}; use ${current} or a newer minor version, for example ${current}`,
    );
  }
  return requested;
}

function expiry(request: CompleteRequest, now: Date): string | undefined {
  const seconds = request.expiresIn && durationSeconds(request.expiresIn);
  return seconds
    ? new Date(now.getTime() + seconds * 1000).toISOString()
    : undefined;
}
