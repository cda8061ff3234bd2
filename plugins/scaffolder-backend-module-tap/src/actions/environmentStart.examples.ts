import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [{ id: 'start', action: 'tap:environment:start', name, input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Start the database of an environment',
    example: step('Start the database', { suffix: 'orders-dev' }),
  },
  {
    description: 'Start the database of an environment on a named target',
    example: step('Start the database for the load test', {
      suffix: 'orders-load',
      target: 'staging',
    }),
  },
];
