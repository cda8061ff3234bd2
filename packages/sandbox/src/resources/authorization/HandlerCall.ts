import { HandlerName } from '@tap/aws-facts';
import { Properties, ResourceContext } from '../ResourceHandler';

/** A call of a resource handler. */
export interface HandlerCall {
  /** Type of the handler; `AWS::CloudFormation::CustomResource` for `Custom::…`. */
  type: string;
  handler: HandlerName;
  ctx: ResourceContext;
  properties: Properties;
  /** The object; in `create` the one that the handler will create. */
  physicalId: string;
}
