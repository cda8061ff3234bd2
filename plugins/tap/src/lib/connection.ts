import { Entity } from '@backstage/catalog-model';
import { Environment } from '@tap/plugin-tap-common';
import { annotation } from './environmentFacts';

/** Everything that is needed to connect to an environment's database. */
export interface Connection {
  endpoint: string;
  port: string;
  database: string;
  secretArn: string;
  region: string;
  bastionInstanceId?: string;
  /** Endpoint of every AWS service; only on the sandbox, whose databases listen on this machine. */
  awsEndpoint?: string;
}

/**
 * How to connect to an environment.
 *
 * @param entity - the environment's System
 * @param environment - live, where it is known; the entity's annotations serve otherwise
 * @returns undefined until the stack is complete
 */
export function connectionOf(
  entity: Entity,
  environment?: Environment,
): Connection | undefined {
  const outputs = environment?.outputs;
  const endpoint = outputs?.DatabaseEndpoint ?? annotation(entity, 'endpoint');
  const port = outputs?.DatabasePort ?? annotation(entity, 'port');
  const database = outputs?.DatabaseName ?? annotation(entity, 'databaseName');
  const secretArn =
    outputs?.DatabaseSecretArn ?? annotation(entity, 'secretArn');
  if (!endpoint || !port || !database || !secretArn) {
    return undefined;
  }
  return {
    endpoint,
    port,
    database,
    secretArn,
    region: environment?.region ?? annotation(entity, 'region') ?? '',
    bastionInstanceId:
      outputs?.BastionInstanceId ?? annotation(entity, 'bastionInstanceId'),
    awsEndpoint: environment?.awsEndpoint ?? annotation(entity, 'awsEndpoint'),
  };
}
