import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [
      {
        id: 'rotate',
        action: 'tap:environment:rotate-credentials',
        name,
        input,
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description:
      'Rotate the passwords of an environment. PostgreSQL accepts the previous ones for 24 hours',
    example: step('Rotate the passwords', { suffix: 'orders-dev' }),
  },
  {
    description:
      'Rotate the passwords of an environment on a named target, and refuse the previous ones at once',
    example: step('Replace the passwords that were disclosed', {
      suffix: 'orders-load',
      target: 'staging',
      graceHours: 0,
    }),
  },
];
