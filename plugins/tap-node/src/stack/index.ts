export {
  metadataOf,
  metadataValueOf,
  readOf,
  stackProofOf,
  tagsOf,
} from './stackFacts';
export { stackToEnvironment } from './stackToEnvironment';
export { parseTemplate, resourceCount, storageOf } from './templateFacts';
export { whyNoEnvironment } from './whyNoEnvironment';
