import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

const step = (name: string, input: object) =>
  yaml.stringify({
    steps: [{ id: 'deploy', action: 'tap:environment:deploy', name, input }],
  });

export const examples: TemplateExample[] = [
  {
    description:
      'Create an environment with the defaults, owned by the user who runs the template. An existing environment is not changed.',
    example: step('Create a database', { suffix: 'orders-dev' }),
  },
  {
    description:
      'Create an environment for a branch that is torn down automatically after a week',
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
      'Create a larger environment on a named target, with a final snapshot on teardown',
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
      'Change one setting of an existing environment. Settings that the request leaves out are not changed.',
    example: step('Make the database larger', {
      suffix: 'orders-dev',
      size: 'medium',
    }),
  },
];
