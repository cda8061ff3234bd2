export { ChangeSetBuilder } from './changes/ChangeSetBuilder';
export { cloudFormationService } from './cloudFormationService';
export { HandlerRegistry } from './engine/HandlerRegistry';
export { StackEngine } from './engine/StackEngine';
export type { EngineParts } from './engine/EngineParts';
export { serviceLookup } from './serviceLookup';
export { StackStore } from './StackStore';
