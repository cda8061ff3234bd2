/**
 * Facts that AWS publishes about the resources of TAP's stacks, as dated data.
 *
 * @packageDocumentation
 */
export { RESOURCE_TYPES, RESOURCE_TYPES_DATE } from './resourceTypes';
export type {
  ResourceHandlerFacts,
  ResourceTaggingFacts,
  ResourceTypeFacts,
} from './resourceTypes';
export {
  ADDITIONAL_ACTIONS,
  handlerActions,
  UNREACHED_ACTIONS,
} from './unreachedActions';
export type {
  AdditionalAction,
  HandlerName,
  UnreachedAction,
} from './unreachedActions';
