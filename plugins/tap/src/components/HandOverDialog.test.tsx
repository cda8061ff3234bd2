import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TapApi } from '../api';
import { fakeTapApi } from '../__testUtils__/fakeTapApi';
import { responseError } from '../__testUtils__/responseError';
import { sampleEnvironment } from '../__testUtils__/samples';
import { HandOverDialog } from './HandOverDialog';

function open(answers: Partial<TapApi> = {}) {
  const api = fakeTapApi(answers);
  const onDone = jest.fn();
  const onClose = jest.fn();
  renderInTestApp(
    <HandOverDialog
      environment={{ suffix: 'orders-dev', target: 'sandbox' }}
      onClose={onClose}
      onDone={onDone}
    />,
    { apis: [api] },
  );
  return { api, onDone, onClose };
}

const picker = () => screen.findByRole('combobox', { name: /New owner/ });
/** Leaves the picker, which closes its list. */
const leave = () => userEvent.tab();
const button = () => screen.getByRole('button', { name: 'Hand over' });

describe('HandOverDialog', () => {
  it('gives the environment to a group of the user', async () => {
    const owner = 'group:default/payments';
    const given = sampleEnvironment({ owner });
    const { api, onDone } = open({ transfer: async () => given });
    await userEvent.click(await picker());
    await userEvent.click(await screen.findByRole('option', { name: owner }));
    expect(
      screen.queryByText(/you cannot change it or take it back/),
    ).not.toBeInTheDocument();
    await userEvent.click(button());

    expect(api.transfer).toHaveBeenCalledWith(
      { suffix: 'orders-dev', target: 'sandbox' },
      owner,
    );
    expect(onDone).toHaveBeenCalledWith(given);
  });

  it('warns who gives it to somebody else for good, and can be used by keyboard alone', async () => {
    const { api } = open();
    await userEvent.type(await picker(), 'group:default/orders');
    expect(
      await screen.findByText(/you cannot change it or take it back/),
    ).toBeInTheDocument();
    // Closes the list, and leaves the dialog open.
    await userEvent.keyboard('{Escape}');
    await userEvent.tab();
    await userEvent.tab();
    expect(button()).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(api.transfer).toHaveBeenCalledWith(
      expect.anything(),
      'group:default/orders',
    );
  });

  it('takes nothing that is no owner', async () => {
    open();
    expect(await picker()).toBeInTheDocument();
    expect(button()).toBeDisabled();
    await userEvent.type(await picker(), 'component:default/x');
    await leave();
    expect(
      await screen.findByText(/must be the entity ref of a group or user/),
    ).toBeInTheDocument();
    expect(button()).toBeDisabled();
  });

  it('shows a refusal in the words of the back end', async () => {
    const refusal = await responseError(
      409,
      'ConflictError',
      'another operation is under way',
    );
    const { onDone } = open({ transfer: () => Promise.reject(refusal) });
    await userEvent.type(await picker(), 'group:default/orders');
    await leave();
    await userEvent.click(button());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'another operation is under way',
    );
    expect(onDone).not.toHaveBeenCalled();
  });
});
