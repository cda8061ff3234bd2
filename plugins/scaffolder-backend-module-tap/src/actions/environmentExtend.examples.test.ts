import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { FakeEnvironmentService } from '../__testUtils__/FakeEnvironmentService';
import { sampleEnvironment } from '../__testUtils__/sampleEnvironment';
import { createEnvironmentExtendAction } from './environmentExtend';
import { examples } from './environmentExtend.examples';

describe('tap:environment:extend examples', () => {
  it.each(examples)('$description', async ({ example }) => {
    const catalog = new FakeCatalogWait();
    const environments = new FakeEnvironmentService();
    const action = createEnvironmentExtendAction({ catalog, environments });
    const [step] = parse(example).steps;
    const { suffix, target = 'sandbox' } = step.input;
    const key = `${target}/${suffix}`;
    environments.environments.set(key, sampleEnvironment({ suffix, target }));

    expect(step.action).toBe(action.id);
    await action.handler(createMockActionContext({ input: step.input }));
    expect(environments.environments.get(key)?.expiresAt).toBeDefined();
  });
});
