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
    description: 'Tear an environment down; its suffix is typed a second time',
    example: step('Tear the database down', {
      suffix: 'orders-dev',
      confirm: 'orders-dev',
    }),
  },
  {
    description:
      'Tear an environment on a named target down although snapshots that were taken by hand become unreadable',
    example: step('Tear the database down', {
      suffix: 'orders-load',
      target: 'staging',
      confirm: 'orders-load',
      acknowledgeLostSnapshots: true,
    }),
  },
  {
    description:
      'Tear down an environment that was protected once: whoever does it says that its data may go',
    example: step('Tear the database down', {
      suffix: 'orders-2025',
      confirm: 'orders-2025',
      acknowledgeRetained: true,
    }),
  },
];
