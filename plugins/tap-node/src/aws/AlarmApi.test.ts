import { answeringClient, awsError } from '../__testUtils__/answeringClient';
import { AlarmApi } from './AlarmApi';

function alarms(answers: Parameters<typeof answeringClient>[0]) {
  const { caller, client, inputsOf } = answeringClient(answers);
  return { api: new AlarmApi(client, caller), inputsOf };
}

const denied = () => {
  throw awsError('AccessDenied', 'Access denied', 403);
};

describe('AlarmApi', () => {
  it('reads alarms by prefix and state, from all pages', async () => {
    const { api, inputsOf } = alarms({
      DescribeAlarms: ({ NextToken }) => ({
        MetricAlarms: [{ AlarmName: `orders-${NextToken ?? 'page-1'}` }],
        NextToken: NextToken ? undefined : 'page-2',
      }),
    });
    await expect(api.alarms('orders-', 'ALARM')).resolves.toEqual([
      { AlarmName: 'orders-page-1' },
      { AlarmName: 'orders-page-2' },
    ]);
    expect(inputsOf('DescribeAlarms')[0]).toMatchObject({
      AlarmNamePrefix: 'orders-',
      StateValue: 'ALARM',
    });
  });

  it.each([
    [true, 'EnableAlarmActions', 'DisableAlarmActions'],
    [false, 'DisableAlarmActions', 'EnableAlarmActions'],
  ])(
    'sets whether the actions of any number of alarms are enabled: %s',
    async (isEnabled, expected, other) => {
      const { api, inputsOf } = alarms({ [expected]: () => ({}) });
      const names = Array.from({ length: 250 }, (_, index) => `alarm-${index}`);
      await api.setActions(names, isEnabled);
      const requests = inputsOf(expected);
      expect(requests.flatMap(({ AlarmNames }) => AlarmNames)).toEqual(names);
      expect(requests).toHaveLength(3);
      expect(inputsOf(other)).toEqual([]);
    },
  );

  it.each<[string, (api: AlarmApi) => Promise<unknown>]>([
    ['DescribeAlarms', api => api.alarms('orders-')],
    ['EnableAlarmActions', api => api.setActions(['orders-cpu'], true)],
    ['DisableAlarmActions', api => api.setActions(['orders-cpu'], false)],
  ])('names the action that the role lacks: %s', async (operation, call) => {
    const { api } = alarms({ [operation]: denied });
    await expect(call(api)).rejects.toMatchObject({
      name: 'AwsAccessError',
      action: `cloudwatch:${operation}`,
    });
  });
});
