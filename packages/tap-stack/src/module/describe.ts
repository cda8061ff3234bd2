import { optionsOf, TemplateOptions } from './optionsOf';
import { primaryDatabase, readReplicas, Template } from './Template';

/** A read replica in a template. @public */
export interface ReplicaDescription {
  logicalId: string;
  instanceClass: string;
  /** Exact version of PostgreSQL. */
  engineVersion: string;
}

/** What a template of TapStack says of itself. @public */
export interface TemplateDescription {
  /** Logical ID of the primary database. */
  primaryDatabase: string;
  /** Exact version of PostgreSQL. */
  engineVersion: string;
  /** Instance class of the primary. */
  instanceClass: string;
  /** The read replicas. */
  replicas: ReplicaDescription[];
  /** Logical IDs of the resources whose replacement or removal would lose data. */
  dataHolders: string[];
  /** Properties of TapStack that must not change, read from the template. */
  options: TemplateOptions;
}

/**
 * Describes a template of TapStack, of this release or an earlier one. What holds data has an UpdateReplacePolicy that
 * keeps it, see `applyRetention`.
 *
 * @returns undefined if the template has no database
 * @public
 */
export function describe(template: Template): TemplateDescription | undefined {
  const database = primaryDatabase(template);
  if (!database) {
    return undefined;
  }
  const resources = template.Resources!;
  return {
    primaryDatabase: database,
    engineVersion: String(resources[database].Properties?.EngineVersion),
    instanceClass: String(resources[database].Properties?.DBInstanceClass),
    replicas: readReplicas(template).map(logicalId => ({
      logicalId,
      instanceClass: String(resources[logicalId].Properties?.DBInstanceClass),
      engineVersion: String(resources[logicalId].Properties?.EngineVersion),
    })),
    dataHolders: Object.keys(resources).filter(logicalId =>
      ['Retain', 'Snapshot'].includes(
        resources[logicalId].UpdateReplacePolicy ?? '',
      ),
    ),
    options: optionsOf(resources),
  };
}
