import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { parse } from 'yaml';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { createEnvironmentDeployAction } from './environmentDeploy';
import { examples } from './environmentDeploy.examples';

describe('tap:environment:deploy examples', () => {
  const expected = [
    { suffix: 'orders-dev', target: 'sandbox', size: 'small' },
    {
      suffix: 'orders-pr-42',
      target: 'sandbox',
      size: 'micro',
      owner: 'group:default/payments',
    },
    {
      suffix: 'orders-load',
      target: 'staging',
      size: 'medium',
      retention: 'snapshot',
    },
    { suffix: 'orders-dev', target: 'sandbox', size: 'medium' },
  ];

  it.each(examples.map((example, index) => ({ ...example, index })))(
    '$description',
    async ({ example, index }) => {
      const catalog = new FakeCatalogWait();
      const environments = new FakeEnvironmentService('sandbox', 'staging');
      const action = createEnvironmentDeployAction({ catalog, environments });
      const [step] = parse(example).steps;

      expect(step.action).toBe(action.id);
      await action.handler(createMockActionContext({ input: step.input }));
      expect(environments.environments).toEqual([
        expect.objectContaining(expected[index]),
      ]);
    },
  );
});
