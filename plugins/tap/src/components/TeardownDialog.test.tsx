import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FINDING_ADVICE, RETENTION_TEXTS } from '@tap/plugin-tap-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeTapApi, TapApiAnswers } from '../__testUtils__/fakeTapApi';
import { responseError } from '../__testUtils__/responseError';
import { sampleEnvironment } from '../__testUtils__/samples';
import { TeardownDialog } from './TeardownDialog';

function open(answers: TapApiAnswers = {}) {
  const api = fakeTapApi(answers);
  const onStarted = jest.fn();
  const onClose = jest.fn();
  renderInTestApp(
    <TeardownDialog
      environment={{ suffix: 'orders-dev', target: 'sandbox' }}
      onClose={onClose}
      onStarted={onStarted}
    />,
    { apis: [api] },
  );
  return { api, onStarted, onClose };
}

describe('TeardownDialog', () => {
  it('shows what is lost and kept, and starts only after the suffix is typed', async () => {
    const { api, onStarted } = open();
    expect(
      await screen.findByText(RETENTION_TEXTS.destroy.lost),
    ).toBeInTheDocument();
    expect(screen.getByText(RETENTION_TEXTS.destroy.kept)).toBeInTheDocument();
    const button = screen.getByRole('button', { name: 'Tear down' });
    expect(button).toBeDisabled();

    const field = screen.getByLabelText('Type orders-dev to confirm');
    await userEvent.type(field, 'orders-de');
    expect(button).toBeDisabled();
    await userEvent.type(field, 'v');
    await userEvent.click(button);

    expect(api.run).toHaveBeenCalledWith(
      'teardown',
      { suffix: 'orders-dev', target: 'sandbox' },
      { confirm: 'orders-dev' },
    );
    expect(onStarted).toHaveBeenCalledWith('task-1');
  });

  it('uses the current retention of the environment', async () => {
    open({
      getEnvironment: async () => sampleEnvironment({ retention: 'snapshot' }),
    });
    expect(
      await screen.findByText(RETENTION_TEXTS.snapshot.kept),
    ).toBeInTheDocument();
  });

  it('explains why a protected environment is not torn down', async () => {
    const { onClose } = open({
      getEnvironment: async () => sampleEnvironment({ retention: 'retain' }),
    });
    expect(
      await screen.findByText('This environment is protected'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Tear down' }),
    ).not.toBeInTheDocument();
    const closers = screen.getAllByRole('button', { name: 'Close' });
    await userEvent.click(closers[closers.length - 1]);
    expect(onClose).toHaveBeenCalled();
  });

  it('shows nothing about lost data if the environment cannot be read', async () => {
    const error = await responseError(
      503,
      'ServiceUnavailableError',
      'CloudFormation does not answer',
    );
    open({ getEnvironment: () => Promise.reject(error) });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'CloudFormation does not answer',
    );
    expect(
      screen.queryByRole('button', { name: 'Tear down' }),
    ).not.toBeInTheDocument();
  });

  it('shows the message of a rejection', async () => {
    const error = await responseError(
      403,
      'NotAllowedError',
      'only members of group:default/payments may tear it down',
    );
    const { onStarted } = open({ run: () => Promise.reject(error) });
    await userEvent.type(
      await screen.findByLabelText('Type orders-dev to confirm'),
      'orders-dev',
    );
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'only members of group:default/payments may tear it down',
    );
    expect(onStarted).not.toHaveBeenCalled();
  });

  it('lists each finding with its advice, and offers to continue without manual snapshots', async () => {
    const refusal = await responseError(
      409,
      'ConflictError',
      "'orders-dev' was not torn down.",
      [
        { code: 'external-interfaces', text: 'Others use its VPC: eni-1.' },
        { code: 'manual-snapshots', text: 'Unreadable: by-hand-1.' },
      ],
    );
    let refuses = true;
    const { api, onStarted } = open({
      run: async () => {
        if (refuses) {
          refuses = false;
          throw refusal;
        }
        return { taskId: 'task-2' };
      },
    });
    const field = await screen.findByLabelText('Type orders-dev to confirm');
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    await userEvent.type(field, 'orders-dev{Enter}');

    const list = within(await screen.findByRole('list', { name: 'Findings' }));
    expect(
      list.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      `Others use its VPC: eni-1. ${FINDING_ADVICE['external-interfaces']}`,
      `Unreadable: by-hand-1. ${FINDING_ADVICE['manual-snapshots']}`,
    ]);
    expect(onStarted).not.toHaveBeenCalled();

    // Uses only the keyboard.
    await userEvent.tab();
    expect(
      screen.getByRole('checkbox', { name: /^Delete anyway/ }),
    ).toHaveFocus();
    await userEvent.keyboard(' ');
    await userEvent.tab();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Tear down' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(api.run).toHaveBeenLastCalledWith(
      'teardown',
      { suffix: 'orders-dev', target: 'sandbox' },
      { confirm: 'orders-dev', acknowledgeLostSnapshots: true },
    );
    expect(onStarted).toHaveBeenCalledWith('task-2');
  });

  it('requires confirmation for an environment that was protected before', async () => {
    const { api } = open({
      getEnvironment: async () => sampleEnvironment({ wasRetained: true }),
    });
    const field = await screen.findByLabelText('Type orders-dev to confirm');
    await userEvent.type(field, 'orders-dev{Enter}');
    const button = screen.getByRole('button', { name: 'Tear down' });
    expect(button).toBeDisabled();
    expect(api.run).not.toHaveBeenCalled();

    await userEvent.click(
      screen.getByRole('checkbox', {
        name: /^This environment was protected before/,
      }),
    );
    await userEvent.click(button);
    expect(api.run).toHaveBeenCalledWith(
      'teardown',
      { suffix: 'orders-dev', target: 'sandbox' },
      { confirm: 'orders-dev', acknowledgeRetained: true },
    );
  });
});
