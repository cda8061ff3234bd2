import { Environment } from '@tap/plugin-tap-common';

/** An environment of the group payments, at rest. */
export function anEnvironment(
  facts: Pick<Environment, 'suffix'> & Partial<Environment>,
): Environment {
  const stackName = `TapStack-${facts.suffix}`;
  return {
    target: 'main',
    isDefaultTarget: true,
    accountId: '111122223333',
    region: 'eu-central-1',
    stackName,
    stackId: `arn:aws:cloudformation:eu-central-1:111122223333:stack/${stackName}/1`,
    portal: 'tap',
    status: 'available',
    stackStatus: 'CREATE_COMPLETE',
    size: 'small',
    sizeAtCreation: 'small',
    retention: 'destroy',
    owner: 'group:default/payments',
    requestedBy: 'user:default/olga',
    engineVersion: '17.9',
    backupRetentionDays: 7,
    createdAt: '2026-11-01T10:00:00.000Z',
    terminationProtection: false,
    ...facts,
  };
}
