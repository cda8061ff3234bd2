export { WorkerSynthesizer } from './Synthesizer';
export type { Synthesizer } from './Synthesizer';
export type { StackInput, StackModule, SynthesizedStack } from './StackModule';
