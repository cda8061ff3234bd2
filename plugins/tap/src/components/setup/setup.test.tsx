import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SetupFinding, SetupReport } from '@tap/plugin-tap-common';
import { renderPortal } from '../../__testUtils__/renderPortal';
import { sampleOptions } from '../../__testUtils__/samples';

jest.setTimeout(60_000);

const FINDINGS: SetupFinding[] = [
  {
    code: 'target-unreachable',
    text: 'Target prod cannot be reached.',
    action: 'Check the endpoints of the target.',
    target: 'prod',
  },
  {
    code: 'admin-missing',
    text: 'tap.admins names group:default/nobody, which is not in the catalog.',
    action: 'Correct the entity ref.',
    entityRef: 'group:default/nobody',
  },
];

const report = (...findings: SetupFinding[]): SetupReport => ({
  checkedAt: '2026-11-20T12:00:00Z',
  findings,
});

const find = (text: string) => screen.findByText(text, {}, { timeout: 20_000 });

describe('the setup of the portal', () => {
  it('is announced on the list, with a link to the problems and their remedies', async () => {
    renderPortal('/environments', {
      tap: { getSetup: async () => report(...FINDINGS) },
    });
    await find('2 problems with the setup of this portal');
    await userEvent.click(screen.getByRole('link', { name: 'Show details' }));
    for (const { action, text } of FINDINGS) {
      expect(await find(text)).toBeInTheDocument();
      expect(screen.getByText(action)).toBeInTheDocument();
    }
    expect(
      screen.getByRole('link', { name: 'All environments' }),
    ).toHaveAttribute('href', '/environments');
  });

  it('is checked again on request', async () => {
    const reports = [report(...FINDINGS), report()];
    renderPortal('/environments/setup', {
      tap: { getSetup: async () => reports.shift()! },
    });
    await find(FINDINGS[0].text);
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await find('No problems found')).toBeInTheDocument();
    expect(screen.queryByText(FINDINGS[0].text)).not.toBeInTheDocument();
  });

  it('is not announced if nothing is wrong', async () => {
    const { tapApi } = renderPortal('/environments');
    await screen.findByRole('row', { name: /orders-dev/ }, { timeout: 20_000 });
    expect(tapApi.getSetup).toHaveBeenCalled();
    expect(screen.queryByText(/with the setup/)).not.toBeInTheDocument();
  });

  it('without a target leaves no form that cannot be sent', async () => {
    renderPortal('/environments/create', {
      tap: { getOptions: async () => ({ ...sampleOptions(), targets: [] }) },
    });
    expect(await find('You cannot request an environment')).toBeInTheDocument();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('shows why it cannot be checked', async () => {
    renderPortal('/environments/setup', {
      tap: {
        getSetup: async () => {
          throw new Error('the back end is restarting');
        },
      },
    });
    expect(await find('the back end is restarting')).toBeInTheDocument();
  });
});
