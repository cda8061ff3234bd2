import { createSynthesisWorker } from './createSynthesisWorker';

describe('createSynthesisWorker', () => {
  it('limits the space in which V8 keeps garbage, which takes more memory than CDK', async () => {
    const worker = createSynthesisWorker();
    const { maxYoungGenerationSizeMb } = worker.resourceLimits!;
    await worker.terminate();
    expect(maxYoungGenerationSizeMb).toBe(8);
  });
});
