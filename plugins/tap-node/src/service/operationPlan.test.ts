import {
  OperationName,
  parseOperation,
  StackOperation,
} from '@tap/plugin-tap-common';
import { sampleEnvironment } from '@tap/plugin-tap-common/testUtils';
import { operationPlan } from './operationPlan';

describe('operationPlan', () => {
  const plan = (
    name: OperationName,
    input: object,
    operation: StackOperation = 'update',
  ) =>
    operationPlan(
      name,
      parseOperation(name, { suffix: 'orders', ...input }),
      operation,
      sampleEnvironment({
        description: undefined,
        engineVersion: '17.9',
        expiresAt: '2027-01-31T12:00:00.000Z',
        retention: 'destroy',
        size: 'micro',
      }),
    );

  it.each([
    ['stop', {}, 'Database: stopped'],
    ['stop', { scheduled: true }, 'Database: stopped by its running hours'],
    ['start', {}, 'Database: started'],
    ['start', { scheduled: true }, 'Database: started by its running hours'],
    [
      'rotate-credentials',
      { graceHours: 0 },
      'Passwords of the roles: rotated; the previous ones are accepted no longer',
    ],
    [
      'rotate-credentials',
      { graceHours: 6 },
      'Passwords of the roles: rotated; the previous ones are accepted for 6 hours',
    ],
  ] as const)('of %s with %p', (name, input, expected) => {
    expect(plan(name, input)).toEqual([expected]);
  });

  it('of a change names what differs', () => {
    expect(
      plan('deploy', {
        size: 'small',
        engineVersion: '17',
        description: 'Orders',
        expiresIn: '7d',
      }),
    ).toEqual([
      'Size: micro → small',
      'Description: none → Orders',
      'Expires: 7d after the change',
    ]);
  });

  it('of a change to another version and retention', () => {
    expect(
      plan('deploy', { engineVersion: '18', retention: 'retain' }),
    ).toEqual([
      'On teardown: Destroy everything → Protect it',
      'PostgreSQL version: 17.9 → 18',
    ]);
  });

  it.each([
    [{}, ['On teardown: Destroy everything']],
    [
      { onlyIfExpired: '2027-01-31T12:00:00.000Z' },
      ['On teardown: Destroy everything', 'Expired: 2027-01-31T12:00:00.000Z'],
    ],
  ])('of a teardown with %p', (input, expected) => {
    expect(plan('teardown', { confirm: 'orders', ...input }, 'delete')).toEqual(
      expected,
    );
  });

  it('of a creation', () => {
    expect(plan('deploy', { size: 'micro' }, 'create')).toEqual([
      'Size: micro',
      'PostgreSQL version: 17.9',
      'On teardown: Destroy everything',
      'Days that automated backups are kept: 7',
      'Expires: 2027-01-31T12:00:00.000Z',
    ]);
  });
});
