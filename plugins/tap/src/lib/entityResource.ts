import { Entity } from '@backstage/catalog-model';
import {
  Environment,
  EnvironmentResource,
  replicaEndpoints,
  RESOURCE_TYPES,
} from '@tap/plugin-tap-common';

/** What the page of a Resource entity shows. */
export interface EntityResource
  extends Pick<EnvironmentResource, 'arn' | 'consoleUrl' | 'status'> {
  facts: Array<{ label: string; value: string; copy: string }>;
  isDatabase: boolean;
}

/**
 * The resource of the stack that a Resource entity of an environment represents, from live data.
 *
 * @param entity - of one of the RESOURCE_TYPES
 * @returns undefined if the stack does not have it
 */
export function entityResource(
  entity: Entity,
  live: { environment: Environment; resources: EnvironmentResource[] },
): EntityResource | undefined {
  const facts = factsOf(entity, live.environment);
  const found = facts && live.resources.find(matching(facts.physicalId));
  return found && { ...found, ...facts };
}

interface ResourceFacts extends Pick<EntityResource, 'facts' | 'isDatabase'> {
  /** As in the list of the stack's resources: the ID, or the first label of the endpoint of a DB instance. */
  physicalId: string;
}

function factsOf(
  entity: Entity,
  { outputs }: Environment,
): ResourceFacts | undefined {
  switch (outputs && entity.spec?.type) {
    case RESOURCE_TYPES.database:
      return database(
        outputs!.DatabaseIdentifier,
        outputs!.DatabaseEndpoint,
        outputs!.DatabasePort,
      );
    case RESOURCE_TYPES.replica: {
      const replica = replicaEndpoints(outputs!).find(({ index }) =>
        entity.metadata.name.endsWith(`-replica-${index}`),
      );
      return (
        replica &&
        database(
          outputs![`ReadReplica${replica.index}Identifier`],
          replica.endpoint,
          replica.port,
        )
      );
    }
    case RESOURCE_TYPES.bastion:
      return other('Instance ID', outputs!.BastionInstanceId);
    case RESOURCE_TYPES.key:
      return other('Key ID', outputs!.KmsKeyArn?.split('/').pop());
    case RESOURCE_TYPES.bucket:
      return other('Bucket', outputs!.BucketName);
    default:
      return undefined;
  }
}

/** The endpoint of a DB instance begins with its identifier (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.Connect.html). */
function database(
  identifier: string | undefined,
  endpoint: string,
  port: string,
): ResourceFacts {
  return {
    physicalId: identifier ?? endpoint.split('.')[0],
    isDatabase: true,
    facts: [
      { label: 'Endpoint', value: endpoint, copy: endpoint },
      { label: 'Port', value: port, copy: port },
    ],
  };
}

function other(
  label: string,
  id: string | undefined,
): ResourceFacts | undefined {
  return id === undefined
    ? undefined
    : {
        physicalId: id,
        isDatabase: false,
        facts: [{ label, value: id, copy: id }],
      };
}

function matching(physicalId: string) {
  return (resource: EnvironmentResource) => resource.physicalId === physicalId;
}
