import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeTapApi, TapApiAnswers } from '../__testUtils__/fakeTapApi';
import { responseError } from '../__testUtils__/responseError';
import { sampleEnvironment } from '../__testUtils__/samples';
import { TransferOwnershipDialog } from './TransferOwnershipDialog';

function open(answers: TapApiAnswers = {}) {
  const api = fakeTapApi(answers);
  const onDone = jest.fn();
  const onClose = jest.fn();
  renderInTestApp(
    <TransferOwnershipDialog
      environment={{ suffix: 'orders-dev', target: 'sandbox' }}
      onClose={onClose}
      onDone={onDone}
    />,
    { apis: [api] },
  );
  return { api, onDone, onClose };
}

const picker = () => screen.findByRole('combobox', { name: /New owner/ });
/** Closes the list of the picker. */
const leave = () => userEvent.tab();
const button = () => screen.getByRole('button', { name: 'Transfer' });

describe('TransferOwnershipDialog', () => {
  it('transfers the environment to a group of the user', async () => {
    const owner = 'group:default/payments';
    const given = sampleEnvironment({ owner });
    const { api, onDone } = open({ run: async () => given });
    await userEvent.click(await picker());
    await userEvent.click(await screen.findByRole('option', { name: owner }));
    expect(
      screen.queryByText(/cannot change the environment or take it back/),
    ).not.toBeInTheDocument();
    await userEvent.click(button());

    expect(api.run).toHaveBeenCalledWith(
      'transfer',
      { suffix: 'orders-dev', target: 'sandbox' },
      { owner },
    );
    expect(onDone).toHaveBeenCalledWith(given);
  });

  it('warns about a transfer that the user cannot revert, and can be used with the keyboard', async () => {
    const { api } = open();
    await userEvent.type(await picker(), 'group:default/orders');
    // The warning and the button are visible and accessible to screen readers.
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
    expect(screen.queryByText(/No results/)).not.toBeInTheDocument();
    const warning = await screen.findByText(
      /cannot change the environment or take it back/,
    );
    expect(warning.closest('[data-status="warning"]')).toBeInTheDocument();
    expect(await picker()).toHaveAccessibleDescription(/take it back/);
    expect(button()).toBeEnabled();
    await userEvent.tab();
    await userEvent.tab();
    expect(button()).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(api.run).toHaveBeenCalledWith('transfer', expect.anything(), {
      owner: 'group:default/orders',
    });
  });

  it('shows suggestions again as soon as there are matches', async () => {
    open();
    await userEvent.type(await picker(), 'group:default/pax');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
    await userEvent.keyboard('{Backspace}');
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'group:default/payments',
    ]);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(await picker()).toHaveValue('group:default/payments');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  });

  it('shows all own groups on request', async () => {
    open();
    await userEvent.type(await picker(), 'group:default/orders');
    await userEvent.keyboard('{ArrowDown}');
    expect(await screen.findAllByRole('option')).toHaveLength(2);
    await userEvent.keyboard('{Escape}');
    await leave();
    expect(await picker()).toHaveValue('group:default/orders');
  });

  it('rejects text that is not an entity ref of an owner', async () => {
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

  it('shows the message of a rejection', async () => {
    const refusal = await responseError(
      409,
      'ConflictError',
      'another operation is in progress',
    );
    const { onDone } = open({ run: () => Promise.reject(refusal) });
    await userEvent.type(await picker(), 'group:default/orders');
    await leave();
    await userEvent.click(button());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'another operation is in progress',
    );
    expect(onDone).not.toHaveBeenCalled();
  });
});
