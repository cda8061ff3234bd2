import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [{ id: 'deploy', action: 'tap:environment:deploy', name, input }],
  });

export const examples: TemplateExample[] = [
  {
    description:
      'A new environment with the defaults, owned by the user who runs the template; an existing environment stays unchanged',
    example: step('Create a database', { suffix: 'orders-dev' }),
  },
  {
    description: 'An environment for a branch, gone by itself after a week',
    example: step('Create a database for the branch', {
      suffix: 'orders-pr-42',
      size: 'micro',
      retention: 'destroy',
      owner: 'group:default/payments',
      expiresIn: '7d',
      description: 'Orders service, branch 42',
    }),
  },
  {
    description:
      'A larger environment on a named target, whose data outlives it in a final snapshot',
    example: step('Create a database for load tests', {
      suffix: 'orders-load',
      target: 'staging',
      size: 'medium',
      retention: 'snapshot',
      engineVersion: '17',
      backupRetentionDays: 14,
    }),
  },
  {
    description:
      'Change one thing of an environment that exists; what the request leaves out stays as it is',
    example: step('Make the database larger', {
      suffix: 'orders-dev',
      size: 'medium',
    }),
  },
];
