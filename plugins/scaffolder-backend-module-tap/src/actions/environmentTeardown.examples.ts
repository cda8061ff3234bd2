import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [
      { id: 'teardown', action: 'tap:environment:teardown', name, input },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description:
      'Tear down an environment. Repeat its suffix as a confirmation.',
    example: step('Tear down the database', {
      suffix: 'orders-dev',
      confirm: 'orders-dev',
    }),
  },
  {
    description:
      'Tear down an environment on a named target although manual snapshots become unreadable',
    example: step('Tear down the database', {
      suffix: 'orders-load',
      target: 'staging',
      confirm: 'orders-load',
      acknowledgeLostSnapshots: true,
    }),
  },
  {
    description:
      'Tear down an environment that was protected before, with an acknowledgement that its data is deleted',
    example: step('Tear down the database', {
      suffix: 'orders-2025',
      confirm: 'orders-2025',
      acknowledgeRetained: true,
    }),
  },
];
