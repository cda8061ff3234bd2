import { render, screen } from '@testing-library/react';
import App from './App';

const config = {
  app: { title: 'TAP', baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://localhost:7007' },
};

describe('App', () => {
  it('shows the sign-in page for guests', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [{ data: config, context: 'test' }] as any,
    };

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeVisible();
    expect(screen.getAllByText('TAP')).toHaveLength(1);
    expect(
      screen.getByRole('heading', { name: 'TapStack Portal' }),
    ).toBeVisible();
    expect(
      screen.getByText(/Request, change and tear down PostgreSQL environments/),
    ).toBeVisible();
  }, 30_000);
});
