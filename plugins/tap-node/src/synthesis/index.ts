export { WorkerSynthesizer } from './Synthesizer';
export type { Synthesizer } from './Synthesizer';
