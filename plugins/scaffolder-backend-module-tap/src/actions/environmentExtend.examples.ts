import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [{ id: 'extend', action: 'tap:environment:extend', name, input }],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Set the expiry of an environment to one week from now',
    example: step('Keep the database for a week', {
      suffix: 'orders-dev',
      expiresIn: '7d',
    }),
  },
  {
    description: 'Set the expiry of an environment on a named target, in hours',
    example: step('Keep the database overnight', {
      suffix: 'orders-load',
      target: 'staging',
      expiresIn: '12h',
    }),
  },
];
