import { Stack } from '@aws-sdk/client-cloudformation';
import type { DBInstance } from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  newestVersion,
  suffixOfStackName,
} from '@tap/plugin-tap-common';
import { TargetRuntime } from '../operation/TargetRuntime';
import { parseTemplate } from '../stack';
import { StackFacts, StackTemplate } from '../stackModule';

/** What a stack has. */
export interface Deployed {
  template: StackTemplate;
  /** What the template says of itself, with the actual versions of the replicas. */
  facts: StackFacts;
  /** Allocated storage of the primary; autoscaling may have made it larger than the template says. */
  storageGiB: number | undefined;
  /** RDS's status of the primary, if it exists. */
  databaseStatus: string | undefined;
  /** Exact version of the primary, if it exists. */
  engineVersion: string | undefined;
  /**
   * The newest version of the primary and its replicas. RDS upgrades deprecated minor versions by itself, whatever
   * AutoMinorVersionUpgrade says, and downgrades nothing
   * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html).
   */
  newestEngineVersion: string | undefined;
}

/**
 * Reads what a stack has that is to be changed: its template and its databases.
 *
 * @throws ConflictError if another stack module has made it, because a template of this one would replace its resources
 */
export async function readDeployed(
  runtime: TargetRuntime,
  stack: Stack,
): Promise<Deployed> {
  const template = parseTemplate(await runtime.stacks.template(stack.StackId!));
  const facts = runtime.stackModule.describe(template);
  if (!facts) {
    throw new ConflictError(
      `suffix: the stack of '${suffixOfStackName(
        stack.StackName!,
      )}' was not made by the stack module of this portal (tap.stack.module), and is not changed; nothing was done. It can be extended, handed over and torn down. Request a new environment and move the data.`,
    );
  }
  const instances = await readInstances(runtime, stack, facts);
  const primary = instances.get(facts.primaryDatabase);
  const [version, ...others] = [...instances.values()].flatMap(
    ({ EngineVersion }) => EngineVersion ?? [],
  );
  return {
    template,
    facts: {
      ...facts,
      replicas: facts.replicas?.map(replica => ({
        ...replica,
        engineVersion:
          instances.get(replica.logicalId)?.EngineVersion ??
          replica.engineVersion,
      })),
    },
    storageGiB: primary?.AllocatedStorage,
    databaseStatus: primary?.DBInstanceStatus,
    engineVersion: primary?.EngineVersion,
    newestEngineVersion: version && newestVersion(version, ...others),
  };
}

/** The version that an update keeps: RDS may have upgraded a database since the version was pinned. */
export function currentEngineVersion(
  { engineVersion }: Pick<EnvironmentMetadata, 'engineVersion'>,
  { newestEngineVersion = engineVersion }: Deployed,
): string {
  return newestVersion(engineVersion, newestEngineVersion);
}

/** The instances that exist, by logical ID. */
async function readInstances(
  { databases, stacks }: TargetRuntime,
  stack: Stack,
  { primaryDatabase, replicas = [] }: StackFacts,
): Promise<Map<string, DBInstance>> {
  const wanted = [
    primaryDatabase,
    ...replicas.map(({ logicalId }) => logicalId),
  ];
  const resources = await stacks.resources(stack.StackId!);
  const found = await Promise.all(
    resources
      .filter(
        ({ LogicalResourceId: id, PhysicalResourceId }) =>
          PhysicalResourceId && wanted.includes(id!),
      )
      .map(
        async resource =>
          [
            resource.LogicalResourceId!,
            await databases.instance(resource.PhysicalResourceId!),
          ] as const,
      ),
  );
  return new Map(
    found.flatMap(([logicalId, instance]) =>
      instance ? [[logicalId, instance]] : [],
    ),
  );
}
