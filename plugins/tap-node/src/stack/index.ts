export { StackStatus } from './StackStatus';
export { metadataOf, stackToEnvironment, tagsOf } from './stackToEnvironment';
export {
  engineVersionOf,
  parseTemplate,
  primaryDatabase,
  resourceCount,
} from './templateFacts';
export type { TemplateDocument, TemplateResource } from './templateFacts';
