import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { parse } from 'yaml';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { createEnvironmentTeardownAction } from './environmentTeardown';
import { examples } from './environmentTeardown.examples';

describe('tap:environment:teardown examples', () => {
  const acknowledged = [
    {},
    { acknowledgeLostSnapshots: true },
    { acknowledgeRetained: true },
  ];

  it.each(
    examples.map((example, index) => ({
      ...example,
      acknowledgements: acknowledged[index],
    })),
  )('$description', async ({ example, acknowledgements }) => {
    const catalog = new FakeCatalogWait();
    const environments = new FakeEnvironmentService('sandbox', 'staging');
    const action = createEnvironmentTeardownAction({ catalog, environments });
    const [step] = parse(example).steps;
    const target = step.input.target ?? 'sandbox';
    const { suffix } = step.input;
    const other = sampleEnvironment({ suffix: 'other', target });
    environments.environments = [sampleEnvironment({ suffix, target }), other];

    expect(step.action).toBe(action.id);
    await action.handler(createMockActionContext({ input: step.input }));
    expect(environments.environments).toEqual([other]);
    expect(environments.authorizations.at(-1)?.input).toMatchObject(
      acknowledgements,
    );
  });
});
