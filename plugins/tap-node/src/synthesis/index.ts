export { WorkerSynthesizer } from './Synthesizer';
export type { SynthesisPurpose, Synthesizer } from './Synthesizer';
