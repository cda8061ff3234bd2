import { setTimeout as sleep } from 'node:timers/promises';
import { POSTGRES_MAJOR_VERSIONS } from '@tap/plugin-tap-common';
import { SharedReads } from '../aws/SharedReads';
import { suitableZones, zoneShortage } from '../deploy/suitableZones';
import { zonesProblem } from '../deploy/verifyZones';
import { TargetRuntime } from '../operation/TargetRuntime';

/** How long an answer is kept, in milliseconds. The account facts behind it are read once an hour. */
const KEPT_FOR_MS = 60_000;

/** How long a form waits for AWS, in milliseconds. A later answer is complete. */
const WAIT_MS = 2_000;

/** Which sizes and versions the regions of the targets can host. */
export class SizeOffers {
  private readonly reads = new SharedReads(KEPT_FOR_MS);

  /**
   * Why the region cannot host a new environment of a size, by major version of PostgreSQL. Contains only versions that it
   * cannot host.
   *
   * @returns undefined if AWS does not respond soon
   */
  unavailable(
    runtime: TargetRuntime,
    size: string,
  ): Promise<Record<string, string> | undefined> {
    const read = this.reads.read(`${runtime.target.name}/${size}`, () =>
      readUnavailable(runtime, size).catch(error => {
        // The plan and the creation verify the offers again.
        runtime.logger.debug(`Failed to read the offers of ${size}: ${error}`);
        return undefined;
      }),
    );
    // The shared read goes on: a later request gets its result.
    return Promise.race([read, sleep(WAIT_MS, undefined, { ref: false })]);
  }
}

async function readUnavailable(
  runtime: TargetRuntime,
  size: string,
): Promise<Record<string, string>> {
  const reasons = await Promise.all(
    POSTGRES_MAJOR_VERSIONS.map(async engineVersion => {
      const reason = await reasonAgainst(runtime, { size, engineVersion });
      return reason === undefined ? [] : [[engineVersion, reason] as const];
    }),
  );
  return Object.fromEntries(reasons.flat());
}

async function reasonAgainst(
  runtime: TargetRuntime,
  request: { size: string; engineVersion: string },
): Promise<string | undefined> {
  const { network } = runtime.target;
  return network === undefined
    ? zoneShortage(await suitableZones(runtime, request), runtime.target)
    : zonesProblem(runtime, {
        ...request,
        availabilityZones: network.availabilityZones,
      });
}
