import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
  Entity,
} from '@backstage/catalog-model';
import { ANNOTATIONS, ENVIRONMENT_ANNOTATIONS } from './annotations';
import { ownerSecretArn, Environment, EnvironmentOutputs } from './environment';
import {
  ENVIRONMENT_LOCATION_TYPE,
  ENVIRONMENT_SYSTEM_TYPE,
  RESOURCE_TYPES,
} from './entityTypes';
import { systemName } from './names';

/**
 * The catalog's entities of one environment: a System, and once the stack is complete a Resource each for
 * the primary database, every read replica, and the bastion, KMS key and bucket among its outputs.
 *
 * @param environment - as returned by the engine
 * @returns entities ready for an entity provider; the System comes first
 * @public
 */
export function environmentEntities(environment: Environment): Entity[] {
  const system = systemEntity(environment);
  return environment.outputs
    ? [system, ...resourceEntities(environment, environment.outputs)]
    : [system];
}

/** Maximum number of read replicas of an environment: outputs `ReadReplica1Endpoint` to `ReadReplica9Endpoint`. */
const MAX_REPLICAS = 9;

/**
 * The refs of all entities that an environment can have, including those that it does not have now.
 *
 * @param name - of its System, see {@link systemName}
 * @public
 */
export function possibleEntityRefs(name: string): string[] {
  const replicas = Array.from(
    { length: MAX_REPLICAS },
    (_, index) => `replica-${index + 1}`,
  );
  const parts = ['database', ...replicas, 'bastion', 'key', 'bucket'];
  return [
    `system:default/${name}`,
    ...parts.map(part => `resource:default/${name}-${part}`),
  ];
}

/** Entity ref of an environment's System. @public */
export function systemRef(ref: {
  suffix: string;
  target: string;
  isDefaultTarget: boolean;
}): string {
  return `system:default/${systemName(ref)}`;
}

/**
 * A text for `metadata.description`, which catalog pages render as Markdown: without HTML, images, and links whose text
 * hides their address.
 *
 * @public
 */
export function escapedForMarkdown(text: string): string {
  return text.replace(/[\\<[]/g, '\\$&');
}

function systemEntity(environment: Environment): Entity {
  const outputs = environment.outputs;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: systemName(environment),
      title: `PostgreSQL ${environment.suffix}`,
      description:
        environment.description !== undefined
          ? escapedForMarkdown(environment.description)
          : `PostgreSQL ${environment.engineVersion} environment, size ${environment.size}`,
      tags: ['postgresql', environment.size],
      annotations: annotations(environment, {
        ...environmentFacts(environment),
        [ANNOTATIONS.endpoint]: outputs?.DatabaseEndpoint,
        [ANNOTATIONS.port]: outputs?.DatabasePort,
        [ANNOTATIONS.databaseName]: outputs?.DatabaseName,
        [ANNOTATIONS.secretArn]: outputs && ownerSecretArn(outputs),
        [ANNOTATIONS.bastionInstanceId]: outputs?.BastionInstanceId,
        [ANNOTATIONS.kmsKeyArn]: outputs?.KmsKeyArn,
        [ANNOTATIONS.bucketName]: outputs?.BucketName,
        [ANNOTATIONS.vpcId]: outputs?.VpcId,
        [ANNOTATIONS.applicationSecurityGroupId]:
          outputs?.ApplicationSecurityGroupId,
      }),
    },
    spec: { type: ENVIRONMENT_SYSTEM_TYPE, owner: environment.owner },
  };
}

function environmentFacts(
  environment: Environment,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(ENVIRONMENT_ANNOTATIONS).map(([name, annotation]) => [
      annotation,
      environment[name as keyof typeof ENVIRONMENT_ANNOTATIONS]?.toString(),
    ]),
  );
}

/** A Resource of an environment, before its System's name and owner are added. */
interface ResourcePart {
  part: string;
  type: string;
  title: string;
  dependsOn: string[];
  facts: Record<string, string | undefined>;
}

function resourceEntities(
  environment: Environment,
  outputs: EnvironmentOutputs,
): Entity[] {
  const key = outputs.KmsKeyArn ? ['key'] : [];
  const parts: ResourcePart[] = [
    {
      part: 'database',
      type: RESOURCE_TYPES.database,
      title: 'Primary database',
      dependsOn: key,
      facts: {
        [ANNOTATIONS.endpoint]: outputs.DatabaseEndpoint,
        [ANNOTATIONS.port]: outputs.DatabasePort,
        [ANNOTATIONS.databaseName]: outputs.DatabaseName,
        [ANNOTATIONS.secretArn]: ownerSecretArn(outputs),
        [ANNOTATIONS.engineVersion]: environment.engineVersion,
      },
    },
    ...replicaEndpoints(outputs).map(({ index, endpoint, port }) => ({
      part: `replica-${index}`,
      type: RESOURCE_TYPES.replica,
      title: `Read replica ${index}`,
      dependsOn: ['database', ...key],
      facts: { [ANNOTATIONS.endpoint]: endpoint, [ANNOTATIONS.port]: port },
    })),
    ...optionalParts(outputs, key),
  ];
  return parts.map(part => resource(environment, part));
}

/** What a stack can have, by its outputs. */
function optionalParts(
  outputs: EnvironmentOutputs,
  key: string[],
): ResourcePart[] {
  const parts: Array<ResourcePart & { output: string | undefined }> = [
    {
      output: outputs.BastionInstanceId,
      part: 'bastion',
      type: RESOURCE_TYPES.bastion,
      title: 'SSM bastion',
      dependsOn: key,
      facts: { [ANNOTATIONS.bastionInstanceId]: outputs.BastionInstanceId },
    },
    {
      output: outputs.KmsKeyArn,
      part: 'key',
      type: RESOURCE_TYPES.key,
      title: 'KMS key',
      dependsOn: [],
      facts: { [ANNOTATIONS.kmsKeyArn]: outputs.KmsKeyArn },
    },
    {
      output: outputs.BucketName,
      part: 'bucket',
      type: RESOURCE_TYPES.bucket,
      title: 'Bucket',
      dependsOn: key,
      facts: { [ANNOTATIONS.bucketName]: outputs.BucketName },
    },
  ];
  return parts.filter(({ output }) => output !== undefined);
}

/** A read replica in an environment's outputs. @public */
export interface ReplicaEndpoint {
  /** From 1. */
  index: number;
  endpoint: string;
  /** The port of the primary database if the stack has no output for it. */
  port: string;
}

/**
 * The read replicas in the outputs, in order.
 *
 * @public
 */
export function replicaEndpoints(
  outputs: EnvironmentOutputs,
): ReplicaEndpoint[] {
  return Object.entries(outputs)
    .flatMap(([name, endpoint]) => {
      const index = /^ReadReplica([1-9])Endpoint$/.exec(name)?.[1];
      return index && endpoint
        ? [
            {
              index: Number(index),
              endpoint,
              port: outputs[`ReadReplica${index}Port`] ?? outputs.DatabasePort,
            },
          ]
        : [];
    })
    .sort((a, b) => a.index - b.index);
}

function resource(environment: Environment, options: ResourcePart): Entity {
  const system = systemName(environment);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `${system}-${options.part}`,
      title: `${options.title} of ${environment.suffix}`,
      annotations: annotations(environment, {
        [ANNOTATIONS.suffix]: environment.suffix,
        [ANNOTATIONS.target]: environment.target,
        [ANNOTATIONS.region]: environment.region,
        [ANNOTATIONS.status]: environment.status,
        ...options.facts,
      }),
    },
    spec: {
      type: options.type,
      owner: environment.owner,
      system,
      ...(options.dependsOn.length > 0 && {
        dependsOn: options.dependsOn.map(
          part => `resource:default/${system}-${part}`,
        ),
      }),
    },
  };
}

function annotations(
  environment: Environment,
  facts: Record<string, string | undefined>,
): Record<string, string> {
  const location = `${ENVIRONMENT_LOCATION_TYPE}:${environment.stackId}`;
  const all: Record<string, string | undefined> = {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    [ANNOTATION_VIEW_URL]: environment.consoleUrl,
    [ANNOTATIONS.stackId]: environment.stackId,
    ...facts,
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
