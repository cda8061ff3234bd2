import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [{ id: 'stop', action: 'tap:environment:stop', name, input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Stop the database of an environment',
    example: step('Stop the database', { suffix: 'orders-dev' }),
  },
  {
    description: 'Stop the database of an environment on a named target',
    example: step('Stop the database after the load test', {
      suffix: 'orders-load',
      target: 'staging',
    }),
  },
];
