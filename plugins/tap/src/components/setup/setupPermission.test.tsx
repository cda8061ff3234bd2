import { screen } from '@testing-library/react';
import { renderPortal } from '../../__testUtils__/renderPortal';

jest.setTimeout(60_000);

// In a file of its own, because the permission hook of Backstage caches decisions for the whole page.
describe('the setup of the portal, without the permission to read it', () => {
  it('is neither read nor announced', async () => {
    const { tapApi } = renderPortal('/environments', {
      tap: {
        getSetup: async () => ({
          checkedAt: '2026-11-20T12:00:00Z',
          findings: [
            { code: 'no-targets', text: 'No target.', action: 'Add a target.' },
          ],
        }),
      },
      mayNot: ['tap.setup.read'],
    });
    await screen.findByRole('row', { name: /orders-dev/ }, { timeout: 20_000 });
    expect(tapApi.getSetup).not.toHaveBeenCalled();
    expect(screen.queryByText(/with the setup/)).not.toBeInTheDocument();
  });

  it('cannot be opened', async () => {
    renderPortal('/environments/setup', { mayNot: ['tap.setup.read'] });
    expect(
      await screen.findByText(
        'You do not have permission to read the setup of this portal',
        {},
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  });
});
