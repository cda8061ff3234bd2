import { Properties, ResourceContext } from './ResourceHandler';
import { StoredResource } from './StoredResource';

/**
 * A resource type whose objects are records only. Hooks implement the effects
 * that other resources or service operations can observe.
 */
export interface SimpleResourceType {
  type: string;
  /**
   * Properties whose change requires a replacement, only for a type that
   * `RESOURCE_TYPES` of @tap/aws-facts does not have:
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
   */
  createOnly?: readonly string[];
  taggable?: boolean;
  /** The value of `Ref`. */
  physicalId(ctx: ResourceContext, properties: Properties): string;
  /** The values of `Fn::GetAtt`. */
  attributes?(
    ctx: ResourceContext,
    properties: Properties,
    physicalId: string,
  ): Record<string, unknown>;
  /** @throws ResourceFailure for properties that AWS rejects */
  validate?(properties: Properties): void;
  /**
   * @throws ResourceFailure for properties that conflict with existing objects
   */
  check?(ctx: ResourceContext, properties: Properties): void;
  /** Called after the record has been created or updated. */
  stored?(ctx: ResourceContext, resource: StoredResource): void;
  /** @throws ResourceFailure if AWS would reject the deletion */
  checkDelete?(ctx: ResourceContext, resource: StoredResource): void;
  /** Called after the record has been removed. */
  removed?(ctx: ResourceContext, resource: StoredResource): void;
}
