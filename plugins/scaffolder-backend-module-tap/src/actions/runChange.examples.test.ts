import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { Environment } from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { FakeEnvironmentService } from '@tap/plugin-tap-node/testUtils';
import { parse } from 'yaml';
import { FakeCatalogWait } from '../__testUtils__/FakeCatalogWait';
import { createEnvironmentExtendAction } from './environmentExtend';
import { createEnvironmentRotateCredentialsAction } from './environmentRotateCredentials';
import { createEnvironmentStartAction } from './environmentStart';
import { createEnvironmentStopAction } from './environmentStop';
import { ChangeServices } from './runChange';

/** Each action, and what its examples change. */
const ACTIONS: Array<{
  create: (services: ChangeServices) => TemplateAction<any, any, any>;
  changes: keyof Environment;
}> = [
  { create: createEnvironmentExtendAction, changes: 'expiresAt' },
  {
    create: createEnvironmentRotateCredentialsAction,
    changes: 'credentialsRotation',
  },
  { create: createEnvironmentStartAction, changes: 'runState' },
  { create: createEnvironmentStopAction, changes: 'runState' },
];

const EXAMPLES = ACTIONS.flatMap(({ create, changes }) => {
  const catalog = new FakeCatalogWait();
  const environments = new FakeEnvironmentService('sandbox', 'staging');
  const action = create({ catalog, environments });
  return action.examples!.map(({ description, example }) => ({
    action,
    changes,
    description,
    environments,
    example,
  }));
});

it.each(EXAMPLES)(
  'example: $description',
  async ({ action, changes, environments, example }) => {
    const [step] = parse(example).steps;
    const { suffix, target = 'sandbox' } = step.input;
    environments.environments = [sampleEnvironment({ suffix, target })];

    expect(step.action).toBe(action.id);
    await action.handler(createMockActionContext({ input: step.input }));
    expect(environments.find({ suffix, target })?.[changes]).toBeDefined();
  },
);
