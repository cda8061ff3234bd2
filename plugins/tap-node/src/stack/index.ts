export {
  metadataOf,
  metadataValueOf,
  readOf,
  stackProofOf,
  tagsOf,
} from './stackFacts';
export { stackToEnvironment } from './stackToEnvironment';
export {
  engineVersionOf,
  parseTemplate,
  primaryDatabase,
  resourceCount,
} from './templateFacts';
export { whyNoEnvironment } from './whyNoEnvironment';
export type { TemplateDocument, TemplateResource } from './templateFacts';
