import { stackAlarm } from './stackAlarm';

it.each([
  ['TapStack-orders-DatabaseAlarmCpu-1A2B3C', 'TapStack-orders'],
  ['TapStack-orders-dev-DatabaseAlarmCpu-1A2B3C', 'TapStack-orders-dev'],
])('%s is an alarm of %s', (AlarmName, stackName) => {
  expect(
    stackAlarm({
      AlarmName,
      AlarmDescription: 'CPU over 80 %',
      AlarmActions: ['arn:aws:sns:us-east-1:000000000000:on-call'],
      StateValue: 'ALARM',
      StateReason: '85 %',
      StateUpdatedTimestamp: new Date('2026-11-02T00:00:00Z'),
      StateTransitionedTimestamp: new Date('2026-11-01T00:00:00Z'),
    }),
  ).toEqual({
    stackName,
    logicalId: 'DatabaseAlarmCpu',
    description: 'CPU over 80 %',
    state: 'ALARM',
    reason: '85 %',
    since: '2026-11-01T00:00:00.000Z',
    isNotified: true,
  });
});

it.each([
  ['no actions', {}],
  ['disabled actions', { ActionsEnabled: false, AlarmActions: ['arn'] }],
])('an alarm with %s sends no notification', (_, alarm) => {
  expect(
    stackAlarm({ AlarmName: 'TapStack-orders-Cpu-1A', ...alarm }),
  ).toMatchObject({ isNotified: false, state: 'INSUFFICIENT_DATA' });
});

it('ignores an alarm that CloudFormation has not named', () => {
  expect(stackAlarm({ AlarmName: 'TapStack-' })).toBeUndefined();
});
