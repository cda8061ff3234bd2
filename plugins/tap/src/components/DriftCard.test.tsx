import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DriftReport } from '@tap/plugin-tap-common';
import { TapApi } from '../api';
import { renderCard } from '../__testUtils__/renderCard';
import { DriftCard } from './DriftCard';

const report = (changes: Partial<DriftReport>): DriftReport => ({
  status: 'in-sync',
  checkedAt: '2026-11-20T12:00:00Z',
  resources: [],
  ...changes,
});

async function detect(detectDrift: TapApi['detectDrift']) {
  const api = renderCard(<DriftCard />, { detectDrift });
  const card = within(await screen.findByRole('region', { name: 'Drift' }));
  const button = card.getByRole('button', { name: 'Detect drift' });
  expect(api.detectDrift).not.toHaveBeenCalled();
  await userEvent.click(button);
  return { api, button, card };
}

describe('DriftCard', () => {
  it('detects drift only on request, and shows that it is in progress', async () => {
    let finish = (_: DriftReport) => {};
    const { api, button, card } = await detect(
      () => new Promise(resolve => (finish = resolve)),
    );
    expect(
      card.getByRole('progressbar', { name: 'Detecting drift' }),
    ).toBeInTheDocument();
    expect(button).toBeDisabled();
    expect(api.detectDrift).toHaveBeenCalledWith(
      { suffix: 'orders-dev', target: 'sandbox' },
      expect.anything(),
    );

    finish(report({}));
    expect(await card.findByText('In sync')).toBeInTheDocument();
    await waitFor(() => expect(button).toBeEnabled());
    expect(card.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('shows the changes of each resource', async () => {
    const { card } = await detect(async () =>
      report({
        status: 'drifted',
        resources: [
          {
            logicalId: 'Database',
            resourceType: 'AWS::RDS::DBInstance',
            physicalId: 'tapstack-orders-dev',
            status: 'modified',
            differences: [
              { path: '/AllocatedStorage', expected: '50', actual: '80' },
              { path: '/Tags', expected: '', actual: '[]' },
            ],
          },
          {
            logicalId: 'Topic',
            resourceType: 'AWS::SNS::Topic',
            status: 'deleted',
            differences: [],
          },
        ],
      }),
    );
    expect(
      await card.findByText('2 resources were changed outside CloudFormation'),
    ).toBeInTheDocument();
    const database = within(card.getByRole('region', { name: 'Database' }));
    expect(
      database.getByText('AWS::RDS::DBInstance, tapstack-orders-dev'),
    ).toBeInTheDocument();
    expect(
      database.getByRole('row', { name: 'AllocatedStorage 50 80' }),
    ).toBeInTheDocument();
    expect(
      database.getByRole('row', { name: 'Tags nothing []' }),
    ).toBeInTheDocument();
    const topic = within(card.getByRole('region', { name: 'Topic' }));
    expect(topic.getByText('The resource was deleted.')).toBeInTheDocument();
  });

  it('shows why the drift is unknown', async () => {
    const { card } = await detect(async () =>
      report({ status: 'unknown', reason: 'Rate exceeded' }),
    );
    expect(await card.findByText('Rate exceeded')).toBeInTheDocument();
    expect(card.queryByText('In sync')).not.toBeInTheDocument();
  });

  it('shows the drift of some resources, and why others could not be checked', async () => {
    const { card } = await detect(async () =>
      report({
        status: 'drifted',
        resources: [
          {
            logicalId: 'AlarmTopic',
            resourceType: 'AWS::SNS::Topic',
            status: 'deleted',
            differences: [],
          },
        ],
        reason: 'not authorized to perform: secretsmanager:GetSecretValue',
      }),
    );
    expect(
      await card.findByText('1 resource was changed outside CloudFormation'),
    ).toBeInTheDocument();
    expect(
      card.getByText(
        'not authorized to perform: secretsmanager:GetSecretValue',
      ),
    ).toBeInTheDocument();
  });

  it('shows an error, and can be retried', async () => {
    let attempts = 0;
    const { button, card } = await detect(async () => {
      attempts += 1;
      if (attempts === 1) {
        throw new Error('an operation is in progress');
      }
      return report({});
    });
    expect(await card.findByRole('alert')).toHaveTextContent(
      'an operation is in progress',
    );
    await userEvent.click(button);
    expect(await card.findByText('In sync')).toBeInTheDocument();
    expect(card.queryByRole('alert')).not.toBeInTheDocument();
  });
});
