import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { parse } from 'yaml';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { createEnvironmentExtendAction } from './environmentExtend';
import { examples } from './environmentExtend.examples';

describe('tap:environment:extend examples', () => {
  it.each(examples)('$description', async ({ example }) => {
    const catalog = new FakeCatalogWait();
    const environments = new FakeEnvironmentService('sandbox', 'staging');
    const action = createEnvironmentExtendAction({ catalog, environments });
    const [step] = parse(example).steps;
    const { suffix, target = 'sandbox' } = step.input;
    environments.environments = [sampleEnvironment({ suffix, target })];

    expect(step.action).toBe(action.id);
    await action.handler(createMockActionContext({ input: step.input }));
    expect(environments.find({ suffix, target })?.expiresAt).toBeDefined();
  });
});
