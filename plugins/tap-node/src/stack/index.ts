export {
  metadataOf,
  metadataValueOf,
  readOf,
  stackProofOf,
  tagsOf,
} from './stackFacts';
export { stackToEnvironment } from './stackToEnvironment';
export { parseTemplate, resourceCount } from './templateFacts';
export { whyNoEnvironment } from './whyNoEnvironment';
