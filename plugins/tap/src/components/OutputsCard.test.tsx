import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import { OutputsCard } from './OutputsCard';

describe('OutputsCard', () => {
  it('lists the outputs of the stack by name, on demand', async () => {
    renderCard(<OutputsCard />);
    await userEvent.click(
      await screen.findByRole('button', { name: /Show the outputs/ }),
    );
    expect(
      await screen.findByRole('row', { name: /BucketName orders-dev-bucket/ }),
    ).toBeInTheDocument();
    const names = screen
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent);
    expect(names).toEqual([...names].sort());
  });

  it('states that there are no outputs until the stack is complete', async () => {
    renderCard(<OutputsCard />, {
      getProgress: async () => ({ done: 0, total: 0, events: [] }),
    });
    expect(await screen.findByText(/has no outputs until/)).toBeInTheDocument();
  });
});
