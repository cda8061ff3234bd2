export { loadStackModule } from './loadStackModule';
export type { LoadedStackModule } from './loadStackModule';
export type {
  PinnedOptions,
  StackInput,
  StackNetwork,
  StackOptions,
  StackWindows,
} from './StackInput';
export type {
  ReplicaFacts,
  StackFacts,
  StackModule,
  StackSynthesizer,
  SynthesizedStack,
} from './StackModule';
export type { StackSize, StackSizeField } from './StackSize';
export type { StackResource, StackTemplate } from './StackTemplate';
