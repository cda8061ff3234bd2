import { Properties, ResourceContext } from './ResourceHandler';
import { StoredResource } from './StoredResource';

/** Sandbox seconds that a resource takes, in the proportions that AWS shows. */
export interface Durations {
  create: number;
  update: number;
  delete: number;
}

/**
 * A resource type whose objects are records only. The hooks are for the few
 * consequences that another resource or a service operation can see.
 */
export interface SimpleResourceType {
  type: string;
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ */
  createOnly: readonly string[];
  taggable?: boolean;
  seconds?: Partial<Durations>;
  /** What `Ref` gives. */
  physicalId(ctx: ResourceContext, properties: Properties): string;
  /** What `Fn::GetAtt` gives. */
  attributes?(
    ctx: ResourceContext,
    properties: Properties,
    physicalId: string,
  ): Record<string, unknown>;
  /** @throws ResourceFailure for what AWS refuses of the properties alone */
  validate?(properties: Properties): void;
  /** @throws ResourceFailure for what AWS refuses in this world */
  check?(ctx: ResourceContext, properties: Properties): void;
  /** After the record has been put there, by a creation or an update. */
  stored?(ctx: ResourceContext, resource: StoredResource): void;
  /** @throws ResourceFailure when AWS would not delete it now */
  checkDelete?(ctx: ResourceContext, resource: StoredResource): void;
  /** After the record has been removed. */
  removed?(ctx: ResourceContext, resource: StoredResource): void;
}
