import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { FakeEnvironmentService } from '../__testUtils__/FakeEnvironmentService';
import { sampleEnvironment } from '../__testUtils__/sampleEnvironment';
import { createEnvironmentTeardownAction } from './environmentTeardown';
import { examples } from './environmentTeardown.examples';

describe('tap:environment:teardown examples', () => {
  it.each(examples)('$description', async ({ example }) => {
    const catalog = new FakeCatalogWait();
    const environments = new FakeEnvironmentService();
    const action = createEnvironmentTeardownAction({ catalog, environments });
    const [step] = parse(example).steps;
    const target = step.input.target ?? 'sandbox';
    const { suffix } = step.input;
    const other = { suffix: 'other', target };
    for (const ref of [{ suffix, target }, other]) {
      environments.environments.set(
        `${target}/${ref.suffix}`,
        sampleEnvironment(ref),
      );
    }

    expect(step.action).toBe(action.id);
    await action.handler(createMockActionContext({ input: step.input }));
    expect([...environments.environments.keys()]).toEqual([`${target}/other`]);
  });
});
